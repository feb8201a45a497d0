package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.RequestKeys;
import io.havenfs.rpc.RpcCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a compound's reply is remembered beside slots and owners: in minor version 0, where there
 * are no slots, that of a compound with an operation that must not be executed twice and that no
 * owner numbers, or whose file may have gone when it is sent again. Remembers on the sequencer.
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

  /** In minor version 0. What only reads never needs its key. */
  final class Kept implements RequestMemory {
    private final ReplyMemory replies;
    private final RpcCall call;
    private final int start;
    private @Nullable RequestKey key;

    /** For {@code call}, whose arguments begin at {@code start} of their buffer. */
    Kept(ReplyMemory replies, RpcCall call, int start) {
      this.replies = replies;
      this.call = call;
      this.start = start;
    }

    @Override
    public Optional<Bytes> find(View view) {
      return replies.find(view, key());
    }

    @Override
    public void remember(Transaction tx, ByteBuf reply) {
      if (reply.readableBytes() <= ReplyMemory.MAX_RESULTS) { // or no operation has kept to it
        replies.remember(tx, key(), new Bytes(ByteBufUtil.getBytes(reply)));
      }
    }

    private RequestKey key() {
      RequestKey made = key != null ? key : RequestKeys.of(call, start);
      key = made;
      return made;
    }
  }
}
