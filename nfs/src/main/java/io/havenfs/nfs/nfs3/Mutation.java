package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the sequencer sees it. A request that must not be done twice is looked up in the
 * duplicate-request memory first; whatever is answered is remembered in the same transaction, but
 * for JUKEBOX, by which the client is asked to come again.
 */
final class Mutation implements Change {
  private final Request request;
  private final Decision decision;
  private final @Nullable RequestKey key;
  private final Runnable ended;

  /**
   * A mutation.
   *
   * @param key what the reply is remembered by; null when it is not
   * @param ended told when the mutation is committed, or never will be
   */
  Mutation(Request request, Decision decision, @Nullable RequestKey key, Runnable ended) {
    this.request = request;
    this.decision = decision;
    this.key = key;
    this.ended = ended;
  }

  @Override
  public void decide(Transaction tx) {
    XdrWriter out = request.call().reply(request.row().largestReply());
    if (key == null) {
      answer(tx, out);
      return;
    }
    ReplyMemory replies = request.context().replies();
    Optional<Bytes> known = replies.find(tx, key);
    if (known.isPresent()) {
      out.fixedOpaque(known.get().array());
      return;
    }
    Nfsstat3 status = answer(tx, out);
    if (status != Nfsstat3.NFS3ERR_JUKEBOX) {
      replies.remember(tx, key, copy(out));
    }
  }

  @Override
  public void committed() {
    ended.run();
    request.call().send();
  }

  @Override
  public void failed(Throwable cause) {
    ended.run();
    request.failed(cause);
  }

  private Nfsstat3 answer(Transaction tx, XdrWriter out) {
    return request.answer(tx, out, results -> decision.decide(tx, results));
  }

  private static Bytes copy(XdrWriter out) {
    ByteBuf buffer = out.buffer();
    byte[] results = new byte[out.position()];
    buffer.getBytes(buffer.writerIndex() - results.length, results);
    return new Bytes(results);
  }
}
