package io.havenfs.rpc;

import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * The transport connection that calls come over: a TCP connection, or a UDP socket with all its
 * peers. All methods may be called from any thread.
 */
public interface RpcConnection {
  /** A number that no other connection of this process has or had. */
  long id();

  /** Whether this is a stream (TCP); false for UDP. */
  boolean isStream();

  /** Whether it is still open, as far as is known. */
  boolean isOpen();

  /** The peer; for UDP the wildcard address, see {@link RpcCall#remoteAddress()}. */
  InetSocketAddress remoteAddress();

  /** Our own address. */
  InetSocketAddress localAddress();

  /**
   * Calls the peer over this connection: the way of an NFSv4.1 backchannel (RFC 8881 section
   * 2.10.3.1) and of every client. {@code arguments} is run once, possibly on another thread, to
   * encode the arguments. {@code handler} is told exactly once how it ended, on the connection's
   * event loop. Over UDP to no particular peer the call fails with {@link
   * RpcFailure.Kind#NOT_SUPPORTED}.
   */
  default void call(
      CallHeader header, int procedure, Consumer<XdrWriter> arguments, ReplyHandler handler) {
    call(header, procedure, 0, arguments, handler);
  }

  /** As the other, for arguments of about {@code sizeHint} bytes: room for them is made at once. */
  void call(
      CallHeader header,
      int procedure,
      int sizeHint,
      Consumer<XdrWriter> arguments,
      ReplyHandler handler);

  /**
   * Runs {@code listener} once, on the connection's event loop, when the connection has closed; at
   * once if it already has.
   */
  void onClose(Runnable listener);

  /** Closes the connection; calls in flight are not answered. */
  void close();
}
