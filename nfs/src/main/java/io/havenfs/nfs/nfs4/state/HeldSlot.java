package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.Channel;
import io.havenfs.engine.client.session.LiveSession;
import io.havenfs.engine.client.session.LiveSlot;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.engine.client.session.SlotReply;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.nfs4.compound.Slot;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * A slot held by one request. What of its reply is kept: always, with its effect, when it must not
 * be executed twice, as long as it is no longer than the session allows; otherwise in memory, when
 * the client wants it kept; otherwise nothing, and a retransmission is executed again.
 */
final class HeldSlot implements Slot {
  private static final int RPC_REPLY_HEADER = 24;

  private final Sessions sessions;
  private final SessionRecord session;
  private final LiveSlot slot;
  private final int number;
  private final int sequence;
  private final boolean cacheThis;
  private @Nullable Bytes remembered;

  HeldSlot(
      Sessions sessions,
      LiveSession session,
      LiveSlot slot,
      int number,
      int sequence,
      boolean cacheThis) {
    this.sessions = sessions;
    this.session = session.record();
    this.slot = slot;
    this.number = number;
    this.sequence = sequence;
    this.cacheThis = cacheThis;
  }

  SessionRecord session() {
    return session;
  }

  @Override
  public long clientId() {
    return session.clientId();
  }

  @Override
  public int maxResponseSize() {
    return fore().maxResponseSize();
  }

  @Override
  public int maxResponseSizeCached() {
    return fore().maxResponseSizeCached();
  }

  @Override
  public boolean cacheThis() {
    return cacheThis;
  }

  @Override
  public void remember(Transaction transaction, ByteBuf reply) {
    remembered = fits(reply) ? copy(reply) : SlotReply.NOT_KEPT;
    sessions.remember(transaction, session.id(), number, sequence, remembered);
  }

  @Override
  public void complete(ByteBuf reply) {
    if (remembered != null) {
      slot.complete(remembered);
    } else {
      slot.complete(cacheThis && fits(reply) ? copy(reply) : SlotReply.REPEATABLE);
    }
  }

  @Override
  public void abandon() {
    slot.giveBack();
  }

  private boolean fits(ByteBuf reply) {
    return reply.readableBytes() + RPC_REPLY_HEADER <= maxResponseSizeCached();
  }

  private Channel fore() {
    return session.terms().fore();
  }

  private static Bytes copy(ByteBuf reply) {
    return new Bytes(ByteBufUtil.getBytes(reply));
  }
}
