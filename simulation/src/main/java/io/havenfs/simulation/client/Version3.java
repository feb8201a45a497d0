package io.havenfs.simulation.client;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.Ask;
import io.havenfs.simulation.rpc.Caller;
import io.havenfs.testkit.world.SimulatedProcess;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** NFSv3 (RFC 1813) as a lane speaks it. */
final class Version3 implements Protocol {
  private static final int PROGRAM = 100003;
  private static final int VERSION = 3;
  private static final int FATTR_BYTES = 84;
  private static final int PRE_ATTRIBUTES_BYTES = 24;
  private static final int LISTING_BYTES = 32 << 10;
  private static final int MODE = 0644;
  private static final long LATER_NANOS = 100_000_000;

  private final SimulatedProcess process;
  private final Caller caller;
  private final Handles handles;
  private final RandomGenerator random;
  private final Verifiers verifiers;

  Version3(
      SimulatedProcess process,
      Caller caller,
      Handles handles,
      RandomGenerator random,
      Verifiers verifiers) {
    this.process = process;
    this.caller = caller;
    this.handles = handles;
    this.random = random;
    this.verifiers = verifiers;
  }

  @Override
  public void start(Runnable ready) {
    ready.run();
  }

  @Override
  public boolean hasState() {
    return false;
  }

  @Override
  public void ask(Ask what, OnAnswer onAnswer) {
    ByteBuf arguments = Unpooled.buffer();
    int procedure = encode(what, new XdrWriter(arguments));
    byte[] bytes = new byte[arguments.readableBytes()];
    arguments.readBytes(bytes);
    caller.call(
        PROGRAM,
        VERSION,
        procedure,
        bytes,
        (results, sendings) -> answered(what, results, sendings, onAnswer));
  }

  private void answered(Ask what, byte[] results, int sendings, OnAnswer onAnswer) {
    XdrReader in = new XdrReader(Unpooled.wrappedBuffer(results));
    int status = in.int32();
    if (Outcomes.isLater(status)) {
      process.after(LATER_NANOS, () -> ask(what, onAnswer));
    } else if (status == Outcomes.OK) {
      onAnswer.accept(decode(what, in), sendings);
    } else {
      onAnswer.accept(Answer.refused(Outcomes.of(status), status), sendings);
    }
  }

  private int encode(Ask what, XdrWriter out) {
    return switch (what) {
      case Ask.Create create -> create(create, out);
      case Ask.Lookup lookup -> name(3, lookup.name(), out);
      case Ask.Attributes attributes -> file(1, attributes.file(), out);
      case Ask.Names all -> names(out);
      case Ask.Read read -> read(read, out);
      case Ask.Write write -> write(write, out);
      case Ask.Resize resize -> resize(resize, out);
      case Ask.Commit commit -> commit(commit, out);
      case Ask.Remove remove -> name(12, remove.name(), out);
      case Ask.Rename rename -> {
        name(14, rename.from(), out);
        yield name(14, rename.to(), out);
      }
      case Ask.Link link -> {
        file(15, link.file(), out);
        yield name(15, link.name(), out);
      }
      case Ask.Open open -> throw noState(open);
      case Ask.Extend extend -> throw noState(extend);
      case Ask.FirstWrite first -> throw noState(first);
      case Ask.Forget forget -> throw noState(forget);
      case Ask.Close close -> throw noState(close);
      case Ask.Lock lock -> throw noState(lock);
      case Ask.Unlock unlock -> throw noState(unlock);
      case Ask.HostAsk lock -> throw noState(lock);
    };
  }

  private static IllegalArgumentException noState(Ask what) {
    return new IllegalArgumentException("not in version 3: " + what);
  }

  private int name(int procedure, String name, XdrWriter out) {
    handles.writeRoot(out);
    out.opaque(name.getBytes(StandardCharsets.UTF_8));
    return procedure;
  }

  private int file(int procedure, long file, XdrWriter out) {
    handles.write(out, file);
    return procedure;
  }

  private int create(Ask.Create create, XdrWriter out) {
    name(8, create.name(), out);
    if (random.nextBoolean()) {
      out.int32(1);
      out.bool(true);
      out.int32(MODE);
      unset(5, out);
    } else {
      out.int32(2);
      out.int64(random.nextLong());
    }
    return 8;
  }

  private static void unset(int attributes, XdrWriter out) {
    for (int i = 0; i < attributes; i++) {
      out.int32(0);
    }
  }

  private int names(XdrWriter out) {
    handles.writeRoot(out);
    out.int64(0);
    out.int64(0);
    out.int32(LISTING_BYTES);
    return 16;
  }

  private int read(Ask.Read read, XdrWriter out) {
    file(6, read.file(), out);
    out.int64((long) read.from() * Ask.UNIT_BYTES);
    out.int32(read.count() * Ask.UNIT_BYTES);
    return 6;
  }

  private int write(Ask.Write write, XdrWriter out) {
    file(7, write.file(), out);
    out.int64((long) write.from() * Ask.UNIT_BYTES);
    out.int32(write.count() * Ask.UNIT_BYTES);
    out.int32(write.stable() ? 1 + random.nextInt(2) : 0);
    out.opaque(Contents.of(write.tag(), write.count()));
    return 7;
  }

  private int resize(Ask.Resize resize, XdrWriter out) {
    file(2, resize.file(), out);
    unset(3, out);
    out.bool(true);
    out.int64((long) resize.units() * Ask.UNIT_BYTES);
    unset(3, out);
    return 2;
  }

  private int commit(Ask.Commit commit, XdrWriter out) {
    file(21, commit.file(), out);
    out.int64(0);
    out.int32(0);
    return 21;
  }

  private Answer decode(Ask what, XdrReader in) {
    return switch (what) {
      case Ask.Create create -> in.bool() ? Answer.file(handles.read(in)) : strange();
      case Ask.Lookup lookup -> Answer.file(handles.read(in));
      case Ask.Attributes attributes -> attributes(attributes.file(), in);
      case Ask.Names all -> listed(in);
      case Ask.Read read -> readUnits(in);
      case Ask.Write write -> written(write, in);
      case Ask.Commit commit -> committed(in);
      default -> Answer.of(Outcome.DONE);
    };
  }

  private static Answer strange() {
    return Answer.of(Outcome.STRANGE);
  }

  private static Answer attributes(long file, XdrReader in) {
    in.skip(8);
    int links = in.int32();
    in.skip(8);
    return Answer.attributes(file, Contents.size(in.int64()), links);
  }

  private static void skipAttributes(XdrReader in) {
    in.skip(in.bool() ? FATTR_BYTES : 0);
  }

  private static void skipWcc(XdrReader in) {
    in.skip(in.bool() ? PRE_ATTRIBUTES_BYTES : 0);
    skipAttributes(in);
  }

  private static Answer listed(XdrReader in) {
    skipAttributes(in);
    in.skip(8);
    List<String> names = new ArrayList<>();
    while (in.bool()) {
      in.skip(8);
      names.add(in.utf8(LISTING_BYTES));
      in.skip(8);
    }
    names.removeAll(List.of(".", ".."));
    return in.bool() ? Answer.names(names.stream().sorted().toList()) : strange();
  }

  private static Answer readUnits(XdrReader in) {
    skipAttributes(in);
    in.skip(8);
    return Answer.units(Contents.units(in.opaque(LISTING_BYTES)));
  }

  private Answer written(Ask.Write write, XdrReader in) {
    skipWcc(in);
    int count = in.int32();
    in.skip(4);
    verifiers.seen(in.int64());
    return count == write.count() * Ask.UNIT_BYTES ? Answer.of(Outcome.DONE) : strange();
  }

  private Answer committed(XdrReader in) {
    skipWcc(in);
    verifiers.seen(in.int64());
    return Answer.of(Outcome.DONE);
  }
}
