package io.havenfs.rpc;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetSocketAddress;

/**
 * One call that a program has to answer.
 *
 * <p>It is completed exactly once, by {@link #send()}, {@link #garbageArguments()}, {@link
 * #systemError()}, {@link #authError} or {@link #drop()}, on any thread; a second completion raises
 * {@link IllegalStateException}. One thread at a time may use it. The arguments, their buffer and
 * every slice of it live until completion; a program that needs the bytes of a slice longer retains
 * the slice before. A call that is never completed holds its memory and its place among the
 * requests in flight for ever, even when its connection has closed.
 */
public interface RpcCall {
  /** The call's transaction id. */
  int xid();

  /** The program called. */
  int program();

  /** The version called; within the program's range. */
  int version();

  /** The procedure called. */
  int procedure();

  /** Who calls. */
  Credential credential();

  /** The arguments; always the same reader. */
  XdrReader arguments();

  /** Where the call came from. */
  InetSocketAddress remoteAddress();

  /** Which address of ours it was sent to. */
  InetSocketAddress localAddress();

  /** The connection it came over. */
  RpcConnection connection();

  /** {@link #reply(int)} for a small reply. */
  XdrWriter reply();

  /**
   * Starts a successful reply and returns the writer, positioned at the results. {@code sizeHint}
   * is how many bytes of results are expected: a right hint spares growing, a wrong one costs only
   * that. Called again before completion, it gives the same writer, emptied.
   */
  XdrWriter reply(int sizeHint);

  /** Completes the call with the reply that was started. */
  void send();

  /** Sends a reply without results. */
  default void sendEmpty() {
    reply();
    send();
  }

  /** Completes the call with GARBAGE_ARGS: the arguments could not be decoded. */
  void garbageArguments();

  /** Completes the call with SYSTEM_ERR. */
  void systemError();

  /** Completes the call with a denial: AUTH_ERROR. */
  void authError(AuthStatus status);

  /** Completes the call without a reply. */
  void drop();
}
