package io.havenfs.simulation.client;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import java.util.random.RandomGenerator;

/** NFSv4.1 (RFC 8881) as a lane speaks it, on its own slot. */
final class Version41 extends Version4 {
  private static final int SEQUENCE_RESULT_BYTES = 4 + 4 + 16 + 5 * 4;
  private static final int SHARE_BOTH_NO_DELEGATION = 0x0403;
  private static final long LATER_NANOS = 100_000_000;

  private final Session41 session;
  private final int slot;
  private int sequence;

  Version41(
      Session41 session, int slot, Handles handles, RandomGenerator random, Verifiers verifiers) {
    super(handles, random, verifiers);
    this.session = session;
    this.slot = slot;
  }

  @Override
  long clientId() {
    return session.clientId();
  }

  @Override
  int shareBoth() {
    return SHARE_BOTH_NO_DELEGATION;
  }

  @Override
  int openSeqid() {
    return 0;
  }

  @Override
  int lockSeqid() {
    return 0;
  }

  @Override
  public void start(Runnable ready) {
    session.start(() -> begin(ready));
  }

  /** The first lane says it for the client; saying it again is an error (RFC 8881 §18.51.3). */
  private void begin(Runnable ready) {
    if (slot > 0) {
      ready.run();
    } else {
      reclaimComplete(ready);
    }
  }

  private void reclaimComplete(Runnable ready) {
    Operations batch = new Operations();
    batch.add(58, out -> out.bool(false));
    send(batch, true, (status, in, sendings) -> ready.run());
  }

  @Override
  public void ask(Ask what, OnAnswer onAnswer) {
    Operations batch = new Operations();
    encode(what, batch);
    send(
        batch,
        changes(what),
        (status, in, sendings) -> answered(what, status, in, sendings, onAnswer));
  }

  /** State was lost. This client reclaims nothing, and says so: the server waits to hear it. */
  private void giveUpAndAsk(Ask what, OnAnswer onAnswer) {
    reclaimComplete(() -> ask(what, onAnswer));
  }

  private static boolean changes(Ask what) {
    return switch (what) {
      case Ask.Lookup lookup -> false;
      case Ask.Attributes attributes -> false;
      case Ask.Names all -> false;
      case Ask.Read read -> false;
      default -> true;
    };
  }

  private void answered(Ask what, int status, XdrReader in, int sendings, OnAnswer onAnswer) {
    if (Outcomes.isGrace(status)) {
      session.process().after(LATER_NANOS, () -> giveUpAndAsk(what, onAnswer));
    } else if (Outcomes.isLater(status)) {
      session.process().after(LATER_NANOS, () -> ask(what, onAnswer));
    } else if (status == Outcomes.OK) {
      onAnswer.accept(decode(what, in), sendings);
    } else {
      onAnswer.accept(Answer.refused(Outcomes.of(status), status), sendings);
    }
  }

  /** The reply to what {@code changes} something is to be kept for a retransmission. */
  private void send(Operations batch, boolean changes, Session41.Results onReply) {
    sequence++;
    session.call(
        batch.count() + 1,
        out -> {
          sequence(out, changes);
          batch.write(out);
        },
        (status, in, sendings) -> {
          in.skip(status == Outcomes.OK ? SEQUENCE_RESULT_BYTES : 0);
          onReply.take(status, in, sendings);
        });
  }

  private void sequence(XdrWriter out, boolean changes) {
    out.int32(53);
    out.fixedOpaque(session.id());
    out.int32(sequence);
    out.int32(slot);
    out.int32(session.highestSlot());
    out.bool(changes);
  }
}
