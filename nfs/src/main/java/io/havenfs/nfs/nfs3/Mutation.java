package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FsException;
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

  /**
   * A mutation.
   *
   * @param key what the reply is remembered by; null when it is not
   */
  Mutation(Request request, Decision decision, @Nullable RequestKey key) {
    this.request = request;
    this.decision = decision;
    this.key = key;
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
    request.call().send();
  }

  /**
   * No reply may leave. The connection is closed, so that the client sends again at once, to
   * whoever serves then, and not after its timeout of a minute.
   */
  @Override
  public void failed(Throwable cause) {
    if (cause instanceof FsException refusal) {
      XdrWriter out = request.call().reply();
      request.refuse(out, request.committed(), Nfsstat3.of(refusal.status()));
      request.call().send();
    } else {
      request.call().drop();
      if (request.call().connection().isStream()) {
        request.call().connection().close();
      }
    }
  }

  private Nfsstat3 answer(Transaction tx, XdrWriter out) {
    out.int32(Nfsstat3.NFS3_OK.code());
    try {
      decision.decide(tx, out);
      return Nfsstat3.NFS3_OK;
    } catch (FsException e) {
      return refuse(tx, out, Nfsstat3.of(e.status()));
    } catch (RefusedException e) {
      return refuse(tx, out, e.status());
    }
  }

  private Nfsstat3 refuse(Transaction tx, XdrWriter out, Nfsstat3 status) {
    out.truncate(0);
    request.refuse(out, tx, status);
    return status;
  }

  private static Bytes copy(XdrWriter out) {
    ByteBuf buffer = out.buffer();
    byte[] results = new byte[out.position()];
    buffer.getBytes(buffer.writerIndex() - results.length, results);
    return new Bytes(results);
  }
}
