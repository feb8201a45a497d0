package io.havenfs.simulation.client;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.Ask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** NFSv4.1 (RFC 8881) as a lane speaks it, on its own slot. One file is open at a time. */
final class Version41 implements Protocol {
  private static final int SEQUENCE_RESULT_BYTES = 4 + 4 + 16 + 5 * 4;
  private static final int STATEID_BYTES = 16;
  private static final int CHANGE_INFO_BYTES = 20;
  private static final int LISTING_BYTES = 32 << 10;
  private static final int SHARE_BOTH_NO_DELEGATION = 0x0403;
  private static final int WRITE_LOCK = 2;
  private static final int NONE_EXT = 3;
  private static final int WND4_CONTENTION = 1;
  private static final int WND4_RESOURCE = 2;
  private static final int SIZE_BIT = 1 << 4;
  private static final int LINKS_BIT = 1 << (35 - 32);
  private static final int MODE_BIT = 1 << (33 - 32);
  private static final int MODE = 0644;
  private static final long LATER_NANOS = 100_000_000;

  private final Session41 session;
  private final int slot;
  private final Handles handles;
  private final RandomGenerator random;
  private final Verifiers verifiers;
  private int sequence;
  private byte[] openStateid = {};
  private byte[] lockStateid = {};
  private long openFile;

  Version41(
      Session41 session, int slot, Handles handles, RandomGenerator random, Verifiers verifiers) {
    this.session = session;
    this.slot = slot;
    this.handles = handles;
    this.random = random;
    this.verifiers = verifiers;
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
    Batch batch = new Batch(true);
    batch.add(58, out -> out.bool(false));
    batch.send((status, in, sendings) -> ready.run());
  }

  @Override
  public boolean hasState() {
    return true;
  }

  @Override
  public void ask(Ask what, OnAnswer onAnswer) {
    Batch batch = new Batch(changes(what));
    encode(what, batch);
    batch.send((status, in, sendings) -> answered(what, status, in, sendings, onAnswer));
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

  /** Operations of one compound, after its SEQUENCE. */
  private final class Batch {
    private final List<Consumer<XdrWriter>> operations = new ArrayList<>();
    private final boolean changes;

    /** The reply to what changes something is to be kept for a retransmission. */
    Batch(boolean changes) {
      this.changes = changes;
    }

    void add(int operation, Consumer<XdrWriter> arguments) {
      operations.add(
          out -> {
            out.int32(operation);
            arguments.accept(out);
          });
    }

    void putRoot() {
      add(22, handles::writeRoot);
    }

    void putFile(long file) {
      add(22, out -> handles.write(out, file));
    }

    void send(Session41.Results onReply) {
      sequence++;
      session.call(
          operations.size() + 1,
          out -> {
            sequence(out);
            operations.forEach(each -> each.accept(out));
          },
          (status, in, sendings) -> {
            in.skip(status == Outcomes.OK ? SEQUENCE_RESULT_BYTES : 0);
            onReply.take(status, in, sendings);
          });
    }

    private void sequence(XdrWriter out) {
      out.int32(53);
      out.fixedOpaque(session.id());
      out.int32(sequence);
      out.int32(slot);
      out.int32(session.highestSlot());
      out.bool(changes);
    }
  }

  private void encode(Ask what, Batch batch) {
    switch (what) {
      case Ask.Create create -> open(create.name(), create.opener(), true, batch);
      case Ask.Open open -> open(open.name(), open.opener(), false, batch);
      case Ask.Lookup lookup -> {
        batch.putRoot();
        batch.add(15, out -> name(lookup.name(), out));
        batch.add(10, out -> {});
      }
      case Ask.Names all -> {
        batch.putRoot();
        batch.add(26, Version41::names);
      }
      case Ask.Remove remove -> {
        batch.putRoot();
        batch.add(28, out -> name(remove.name(), out));
      }
      case Ask.Rename rename -> {
        batch.putRoot();
        batch.add(32, out -> {});
        batch.add(
            29,
            out -> {
              name(rename.from(), out);
              name(rename.to(), out);
            });
      }
      case Ask.Link link -> {
        batch.putFile(link.file());
        batch.add(32, out -> {});
        batch.putRoot();
        batch.add(11, out -> name(link.name(), out));
      }
      default -> encodeOnFile(what, batch);
    }
  }

  private void encodeOnFile(Ask what, Batch batch) {
    switch (what) {
      case Ask.Close close -> on(close.file(), batch, 4, this::close);
      case Ask.Attributes attributes -> on(attributes.file(), batch, 9, Version41::attributes);
      case Ask.Read read -> on(read.file(), batch, 25, out -> read(read, out));
      case Ask.Write write -> on(write.file(), batch, 38, out -> write(write, out));
      case Ask.Resize resize -> on(resize.file(), batch, 34, out -> resize(resize, out));
      case Ask.Commit commit -> on(commit.file(), batch, 5, Version41::commit);
      case Ask.Lock lock -> on(lock.file(), batch, 12, out -> lock(lock, out));
      case Ask.Unlock unlock -> on(unlock.file(), batch, 14, out -> unlock(unlock, out));
      default -> throw new IllegalArgumentException("not on a file: " + what);
    }
  }

  private static void on(long file, Batch batch, int operation, Consumer<XdrWriter> arguments) {
    batch.putFile(file);
    batch.add(operation, arguments);
  }

  private static void name(String name, XdrWriter out) {
    out.opaque(bytes(name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void open(String name, String opener, boolean create, Batch batch) {
    batch.putRoot();
    batch.add(
        18,
        out -> {
          out.int32(0);
          out.int32(SHARE_BOTH_NO_DELEGATION);
          out.int32(0);
          out.int64(session.clientId());
          out.opaque(bytes(opener));
          out.int32(create ? 1 : 0);
          if (create) {
            guarded(out);
          }
          out.int32(0);
          name(name, out);
        });
    batch.add(10, out -> {});
  }

  private static void guarded(XdrWriter out) {
    out.int32(1);
    out.int32(2);
    out.int32(0);
    out.int32(MODE_BIT);
    out.int32(4);
    out.int32(MODE);
  }

  private void close(XdrWriter out) {
    out.int32(0);
    out.fixedOpaque(openStateid);
  }

  private static void attributes(XdrWriter out) {
    out.int32(2);
    out.int32(SIZE_BIT);
    out.int32(LINKS_BIT);
  }

  private static void names(XdrWriter out) {
    out.int64(0);
    out.int64(0);
    out.int32(LISTING_BYTES);
    out.int32(LISTING_BYTES);
    out.int32(0);
  }

  /** The stateid of the open, or the anonymous one. */
  private void stateid(long file, XdrWriter out) {
    out.fixedOpaque(file == openFile ? openStateid : new byte[STATEID_BYTES]);
  }

  private void read(Ask.Read read, XdrWriter out) {
    stateid(read.file(), out);
    out.int64((long) read.from() * Ask.UNIT_BYTES);
    out.int32(read.count() * Ask.UNIT_BYTES);
  }

  private void write(Ask.Write write, XdrWriter out) {
    stateid(write.file(), out);
    out.int64((long) write.from() * Ask.UNIT_BYTES);
    out.int32(write.stable() ? 1 + random.nextInt(2) : 0);
    out.opaque(Contents.of(write.tag(), write.count()));
  }

  private void resize(Ask.Resize resize, XdrWriter out) {
    stateid(resize.file(), out);
    out.int32(1);
    out.int32(SIZE_BIT);
    out.int32(8);
    out.int64((long) resize.units() * Ask.UNIT_BYTES);
  }

  private static void commit(XdrWriter out) {
    out.int64(0);
    out.int32(0);
  }

  private void lock(Ask.Lock lock, XdrWriter out) {
    out.int32(WRITE_LOCK);
    out.bool(false);
    out.int64((long) lock.unit() * Ask.UNIT_BYTES);
    out.int64(Ask.UNIT_BYTES);
    out.bool(lockStateid.length == 0);
    if (lockStateid.length == 0) {
      out.int32(0);
      out.fixedOpaque(openStateid);
      out.int32(0);
      out.int64(session.clientId());
      out.opaque(bytes(lock.opener()));
    } else {
      out.fixedOpaque(lockStateid);
      out.int32(0);
    }
  }

  private void unlock(Ask.Unlock unlock, XdrWriter out) {
    out.int32(WRITE_LOCK);
    out.int32(0);
    out.fixedOpaque(lockStateid);
    out.int64((long) unlock.unit() * Ask.UNIT_BYTES);
    out.int64(Ask.UNIT_BYTES);
  }

  private Answer decode(Ask what, XdrReader in) {
    return switch (what) {
      case Ask.Create create -> opened(in);
      case Ask.Open open -> opened(in);
      case Ask.Lookup lookup -> {
        in.skip(2 * 8 + 8);
        yield Answer.file(handles.read(in));
      }
      case Ask.Attributes attributes -> attributes(attributes.file(), in);
      case Ask.Names all -> listed(in);
      case Ask.Read read -> {
        in.skip(2 * 8 + 4);
        yield Answer.units(Contents.units(in.opaque(LISTING_BYTES)));
      }
      case Ask.Write write -> written(write, in);
      case Ask.Commit commit -> {
        in.skip(2 * 8);
        verifiers.seen(in.int64());
        yield Answer.of(Outcome.DONE);
      }
      case Ask.Close close -> {
        openFile = 0;
        openStateid = new byte[0];
        lockStateid = new byte[0];
        yield Answer.of(Outcome.DONE);
      }
      case Ask.Lock lock -> locked(in);
      case Ask.Unlock unlock -> locked(in);
      default -> Answer.of(Outcome.DONE);
    };
  }

  private Answer opened(XdrReader in) {
    in.skip(2 * 8);
    byte[] stateid = in.fixedOpaque(STATEID_BYTES);
    in.skip(CHANGE_INFO_BYTES + 4);
    in.skip(4 * in.int32());
    if (in.int32() == NONE_EXT) {
      int why = in.int32();
      in.skip(why == WND4_CONTENTION || why == WND4_RESOURCE ? 4 : 0);
    }
    in.skip(8);
    openFile = handles.read(in);
    openStateid = stateid;
    lockStateid = new byte[0];
    return Answer.file(openFile);
  }

  private Answer locked(XdrReader in) {
    in.skip(2 * 8);
    lockStateid = in.fixedOpaque(STATEID_BYTES);
    return Answer.of(Outcome.DONE);
  }

  private static Answer attributes(long file, XdrReader in) {
    in.skip(2 * 8);
    in.skip(4 * in.int32());
    in.skip(4);
    long size = in.int64();
    return Answer.attributes(file, Contents.size(size), in.int32());
  }

  private static Answer listed(XdrReader in) {
    in.skip(2 * 8 + 8);
    List<String> names = new ArrayList<>();
    while (in.bool()) {
      in.skip(8);
      names.add(in.utf8(LISTING_BYTES));
      in.skip(4 * in.int32());
      in.skipOpaque(LISTING_BYTES);
    }
    return in.bool() ? Answer.names(names.stream().sorted().toList()) : Answer.of(Outcome.STRANGE);
  }

  private Answer written(Ask.Write write, XdrReader in) {
    in.skip(2 * 8);
    int count = in.int32();
    in.skip(4);
    verifiers.seen(in.int64());
    return Answer.of(count == write.count() * Ask.UNIT_BYTES ? Outcome.DONE : Outcome.STRANGE);
  }
}
