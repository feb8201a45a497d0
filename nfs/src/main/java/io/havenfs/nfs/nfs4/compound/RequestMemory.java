package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.RequestKeys;
import io.havenfs.rpc.RpcCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;

/**
 * What of a compound's reply is remembered beside slots and owners: in minor version 0, where there
 * are no slots, that of a compound with an operation that must not be executed twice and that no
 * owner numbers. Used on the sequencer.
 */
sealed interface RequestMemory {
  /** The slot remembers. */
  RequestMemory OF_SLOT = new OfSlot();

  /** The reply, if this very request was executed before. */
  Optional<Bytes> find(View view);

  /** Remembers the reply, a whole COMPOUND4res, in the transaction that executed the request. */
  void remember(Transaction tx, ByteBuf reply);

  /** In minor versions with sessions. */
  record OfSlot() implements RequestMemory {
    @Override
    public Optional<Bytes> find(View view) {
      return Optional.empty();
    }

    @Override
    public void remember(Transaction tx, ByteBuf reply) {}
  }

  /**
   * In minor version 0.
   *
   * @param start where the arguments begin in their buffer
   */
  record Kept(ReplyMemory replies, RpcCall call, int start) implements RequestMemory {
    @Override
    public Optional<Bytes> find(View view) {
      return replies.find(view, RequestKeys.of(call, start));
    }

    @Override
    public void remember(Transaction tx, ByteBuf reply) {
      Bytes bytes = new Bytes(ByteBufUtil.getBytes(reply));
      replies.remember(tx, RequestKeys.of(call, start), bytes);
    }
  }
}
