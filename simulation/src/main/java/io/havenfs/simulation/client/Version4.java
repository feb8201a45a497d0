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

/**
 * What NFSv4's minor versions have in common as a lane speaks them: the operations after the one
 * that establishes a session, if any. One file is open at a time. Subclasses say how requests are
 * numbered and sent.
 */
abstract sealed class Version4 implements Protocol permits Version40, Version41 {
  private static final int STATEID_BYTES = 16;
  private static final int CHANGE_INFO_BYTES = 20;
  private static final int LISTING_BYTES = 32 << 10;
  private static final int WRITE_LOCK = 2;
  private static final int NONE_EXT = 3;
  private static final int WND4_CONTENTION = 1;
  private static final int WND4_RESOURCE = 2;
  private static final int SIZE_BIT = 1 << 4;
  private static final int LINKS_BIT = 1 << (35 - 32);
  private static final int MODE_BIT = 1 << (33 - 32);
  private static final int MODE = 0644;

  private final Handles handles;
  private final RandomGenerator random;
  private final Verifiers verifiers;
  private byte[] openStateid = {};
  private byte[] lockStateid = {};
  private long openFile;
  private int openFlags;

  Version4(Handles handles, RandomGenerator random, Verifiers verifiers) {
    this.handles = handles;
    this.random = random;
    this.verifiers = verifiers;
  }

  /** The client's id. */
  abstract long clientId();

  /** {@code share_access} of reading and writing, without a delegation. */
  abstract int shareBoth();

  /** The number of the open-owner's request that is being made. */
  abstract int openSeqid();

  /** The number of the lock-owner's request that is being made. */
  abstract int lockSeqid();

  @Override
  public final boolean hasState() {
    return true;
  }

  /** Whether the next lock names its lock-owner, which the file does not know yet. */
  final boolean isNewLocker() {
    return lockStateid.length == 0;
  }

  /** The stateid of the open file. */
  final byte[] openStateid() {
    return openStateid;
  }

  /** The open file's stateid is another one. */
  final void openStateid(byte[] stateid) {
    openStateid = stateid;
  }

  final long openFile() {
    return openFile;
  }

  /** What the last OPEN said of itself. */
  final int openFlags() {
    return openFlags;
  }

  final void putFile(long file, Operations batch) {
    batch.add(22, out -> handles.write(out, file));
  }

  private void putRoot(Operations batch) {
    batch.add(22, handles::writeRoot);
  }

  final void encode(Ask what, Operations batch) {
    switch (what) {
      case Ask.Create create -> open(create.name(), create.opener(), true, batch);
      case Ask.Open open -> open(open.name(), open.opener(), false, batch);
      case Ask.Lookup lookup -> {
        putRoot(batch);
        batch.add(15, out -> name(lookup.name(), out));
        batch.add(10, out -> {});
      }
      case Ask.Names all -> {
        putRoot(batch);
        batch.add(26, Version4::names);
      }
      case Ask.Remove remove -> {
        putRoot(batch);
        batch.add(28, out -> name(remove.name(), out));
      }
      case Ask.Rename rename -> {
        putRoot(batch);
        batch.add(32, out -> {});
        batch.add(
            29,
            out -> {
              name(rename.from(), out);
              name(rename.to(), out);
            });
      }
      case Ask.Link link -> {
        putFile(link.file(), batch);
        batch.add(32, out -> {});
        putRoot(batch);
        batch.add(11, out -> name(link.name(), out));
      }
      default -> encodeOnFile(what, batch);
    }
  }

  private void encodeOnFile(Ask what, Operations batch) {
    switch (what) {
      case Ask.Close close -> on(close.file(), batch, 4, this::close);
      case Ask.Attributes attributes -> on(attributes.file(), batch, 9, Version4::attributes);
      case Ask.Read read -> on(read.file(), batch, 25, out -> read(read, out));
      case Ask.Write write -> on(write.file(), batch, 38, out -> write(write, out));
      case Ask.Resize resize -> on(resize.file(), batch, 34, out -> resize(resize, out));
      case Ask.Commit commit -> on(commit.file(), batch, 5, Version4::commit);
      case Ask.Lock lock -> on(lock.file(), batch, 12, out -> lock(lock, out));
      case Ask.Unlock unlock -> on(unlock.file(), batch, 14, out -> unlock(unlock, out));
      default -> throw new IllegalArgumentException("not on a file: " + what);
    }
  }

  private void on(long file, Operations batch, int operation, Consumer<XdrWriter> arguments) {
    putFile(file, batch);
    batch.add(operation, arguments);
  }

  private static void name(String name, XdrWriter out) {
    out.opaque(bytes(name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void open(String name, String opener, boolean create, Operations batch) {
    putRoot(batch);
    batch.add(
        18,
        out -> {
          out.int32(openSeqid());
          out.int32(shareBoth());
          out.int32(0);
          out.int64(clientId());
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
    out.int32(openSeqid());
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
    out.bool(isNewLocker());
    if (isNewLocker()) {
      out.int32(openSeqid());
      out.fixedOpaque(openStateid);
      out.int32(lockSeqid());
      out.int64(clientId());
      out.opaque(bytes(lock.opener()));
    } else {
      out.fixedOpaque(lockStateid);
      out.int32(lockSeqid());
    }
  }

  private void unlock(Ask.Unlock unlock, XdrWriter out) {
    out.int32(WRITE_LOCK);
    out.int32(lockSeqid());
    out.fixedOpaque(lockStateid);
    out.int64((long) unlock.unit() * Ask.UNIT_BYTES);
    out.int64(Ask.UNIT_BYTES);
  }

  final Answer decode(Ask what, XdrReader in) {
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
    in.skip(CHANGE_INFO_BYTES);
    openFlags = in.int32();
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
