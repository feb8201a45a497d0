package io.havenfs.simulation.client;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * NFSv4.0 (RFC 7530) as a lane speaks it: with an open-owner and a lock-owner of its own, whose
 * requests it numbers. A number is used up by every answer to the owner's operation but those that
 * section 9.1.7 lists.
 */
final class Version40 extends Version4 {
  private static final int SHARE_BOTH = 3;
  private static final int NEEDS_CONFIRMATION = 2;
  private static final int STATEID_BYTES = 16;
  private static final long LATER_NANOS = 100_000_000;

  /** STALE_CLIENTID, STALE_STATEID, BAD_STATEID, BAD_SEQID, BADXDR, RESOURCE, NOFILEHANDLE. */
  private static final Set<Integer> LEAVE_NUMBERS_ALONE =
      Set.of(10022, 10023, 10025, 10026, 10036, 10018, 10020);

  private final Client40 client;
  private int openSeqid;
  private int lockSeqid;
  private int introduction;

  Version40(Client40 client, Handles handles, RandomGenerator random, Verifiers verifiers) {
    super(handles, random, verifiers);
    this.client = client;
    openSeqid = random.nextInt();
    lockSeqid = random.nextInt();
  }

  @Override
  long clientId() {
    return client.clientId();
  }

  @Override
  int shareBoth() {
    return SHARE_BOTH;
  }

  @Override
  int openSeqid() {
    return openSeqid;
  }

  @Override
  int lockSeqid() {
    return lockSeqid;
  }

  @Override
  public void start(Runnable ready) {
    client.start(
        () -> {
          introduction = client.introductions();
          ready.run();
        });
  }

  @Override
  public void ask(Ask what, OnAnswer onAnswer) {
    ask(what, 0, onAnswer);
  }

  private void ask(Ask what, int sentBefore, OnAnswer onAnswer) {
    Operations batch = new Operations();
    encode(what, batch);
    boolean newLocker = isNewLocker();
    client.call(
        batch.count(),
        batch::write,
        (status, count, in, sendings) -> {
          if (count > 1 && !LEAVE_NUMBERS_ALONE.contains(status)) {
            count(what, newLocker);
          }
          answered(what, status, in, sentBefore + sendings, onAnswer);
        });
  }

  /** The numbers that {@code what} was sent with are used up. */
  private void count(Ask what, boolean newLocker) {
    switch (what) {
      case Ask.Create create -> openSeqid++;
      case Ask.Open open -> openSeqid++;
      case Ask.Close close -> openSeqid++;
      case Ask.Lock lock -> {
        openSeqid += newLocker ? 1 : 0;
        lockSeqid++;
      }
      case Ask.Unlock unlock -> lockSeqid++;
      default -> {}
    }
  }

  private void answered(Ask what, int status, XdrReader in, int sendings, OnAnswer onAnswer) {
    if (Outcomes.isLater(status)) {
      client.process().after(LATER_NANOS, () -> ask(what, onAnswer));
    } else if (Client40.isUnknown(status)) {
      client.startAnew(introduction, () -> begunAnew(() -> ask(what, onAnswer)));
    } else if (status != Outcomes.OK) {
      onAnswer.accept(Answer.refused(Outcomes.of(status), status), sendings);
    } else {
      Answer answer = decode(what, in);
      boolean opens = what instanceof Ask.Open || what instanceof Ask.Create;
      if (opens && (openFlags() & NEEDS_CONFIRMATION) != 0) {
        confirm(() -> onAnswer.accept(answer, sendings));
      } else {
        onAnswer.accept(answer, sendings);
      }
    }
  }

  private void begunAnew(Runnable goOn) {
    introduction = client.introductions();
    goOn.run();
  }

  /** OPEN_CONFIRM of the file that was just opened. */
  private void confirm(Runnable confirmed) {
    Operations batch = new Operations();
    putFile(openFile(), batch);
    batch.add(
        20,
        out -> {
          out.fixedOpaque(openStateid());
          out.int32(openSeqid);
        });
    client.call(
        batch.count(),
        batch::write,
        (status, count, in, sendings) -> {
          openSeqid += count > 1 && !LEAVE_NUMBERS_ALONE.contains(status) ? 1 : 0;
          if (Outcomes.isLater(status)) {
            client.process().after(LATER_NANOS, () -> confirm(confirmed));
          } else if (status == Outcomes.OK) {
            in.skip(2 * 8);
            openStateid(in.fixedOpaque(STATEID_BYTES));
            confirmed.run();
          } else {
            throw new IllegalStateException("OPEN_CONFIRM answered with " + status);
          }
        });
  }
}
