package io.havenfs.nfs.service;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * A call as the sequencer sees it. One that must not be done twice is looked up in the
 * duplicate-request memory first; what is answered is remembered in the same transaction.
 */
public final class RememberedChange implements Change {
  private final NfsContext context;
  private final RpcCall call;
  private final int largestReply;
  private final Optional<RequestKey> key;
  private final Work work;

  /** What there is to do. */
  public interface Work {
    /**
     * Does it and writes the whole reply, on the sequencer.
     *
     * @return whether that is the answer for good; not when the client is asked to come again
     */
    boolean answer(Transaction tx, XdrWriter out);

    /** It is committed: the reply may leave. */
    void committed();

    /** See {@link Change#failed}. */
    void failed(Throwable cause);
  }

  /**
   * A change.
   *
   * @param largestReply the most bytes of its results
   * @param key what the reply is remembered by; empty when it may be done twice
   */
  public RememberedChange(
      NfsContext context, RpcCall call, int largestReply, Optional<RequestKey> key, Work work) {
    this.context = context;
    this.call = call;
    this.largestReply = largestReply;
    this.key = key;
    this.work = work;
  }

  @Override
  public void decide(Transaction tx) {
    XdrWriter out = call.reply(largestReply);
    Optional<Bytes> known = key.flatMap(it -> context.replies().find(tx, it));
    if (known.isPresent()) {
      out.fixedOpaque(known.get().array());
    } else if (work.answer(tx, out)) {
      key.ifPresent(it -> context.replies().remember(tx, it, copy(out)));
    }
  }

  @Override
  public void committed() {
    work.committed();
  }

  @Override
  public void failed(Throwable cause) {
    work.failed(cause);
  }

  /**
   * The engine will not answer. The connection is closed, so that the client sends again at once,
   * to whoever serves then, and not after its timeout of a minute.
   */
  public static void askAnother(RpcCall call) {
    call.drop();
    if (call.connection().isStream()) {
      call.connection().close();
    }
  }

  private static Bytes copy(XdrWriter out) {
    ByteBuf buffer = out.buffer();
    byte[] results = new byte[out.position()];
    buffer.getBytes(buffer.writerIndex() - results.length, results);
    return new Bytes(results);
  }
}
