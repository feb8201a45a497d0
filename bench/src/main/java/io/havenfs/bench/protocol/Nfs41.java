package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * NFSv4.1 (RFC 8881): every step but NULL is a compound that begins with SEQUENCE and the file
 * handle. READ and WRITE use the anonymous stateid (section 8.2.3), so that no file needs to stay
 * open but to be locked.
 */
public final class Nfs41 implements Protocol {
  /** The version of the RPC program. */
  public static final int VERSION = 4;

  private static final int ALL_ACCESS = 0x3f;
  private static final int FILE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;
  private static final int MODE_BIT = 1 << (33 - 32);
  private static final int STATEID_BYTES = 16;
  private static final int CHANGE_INFO_BYTES = 20;
  private static final int DIRECTORY_BYTES = 8 << 10;
  private static final int REPLY_BYTES = 32 << 10;

  /** Type, change, size, fsid and fileid; what Linux asks for. */
  private static final int ATTRIBUTES_0 = 0x0010_011a;

  /** Mode, link count, owner, group, device, space used and times. */
  private static final int ATTRIBUTES_1 = 0x00b0_a23a;

  private final Nfs41Slot slot;

  Nfs41(Nfs41Slot slot) {
    this.slot = slot;
  }

  Step reclaimComplete() {
    return Nfs4Compound.of(
        slot.sequence(), Nfs4Operation.of("RECLAIM_COMPLETE", 58, w -> w.bool(false)));
  }

  Step root(String path, FileHandle root) {
    List<Nfs4Operation> operations = new ArrayList<>();
    operations.add(slot.sequence());
    operations.add(Nfs4Operation.of("PUTROOTFH", 24, _ -> {}));
    Arrays.stream(path.split("/", -1))
        .filter(component -> !component.isEmpty())
        .forEach(component -> operations.add(Nfs41Operations.lookup(FileName.of(component))));
    operations.add(Nfs41Operations.getHandle(root));
    return Nfs4Compound.of(operations.toArray(Nfs4Operation[]::new));
  }

  /** NULL is the RPC program's, not a compound. */
  @Override
  public Step nothing() {
    return new Nfs3().nothing();
  }

  @Override
  public Step getattr(FileHandle file) {
    return on(file, Nfs4Operation.of("GETATTR", 9, Nfs41::attributes));
  }

  @Override
  public Step lookup(FileHandle directory, FileName name, FileHandle found) {
    return Nfs4Compound.of(
        slot.sequence(),
        Nfs41Operations.putHandle(directory),
        Nfs41Operations.lookup(name),
        Nfs41Operations.getHandle(found),
        Nfs4Operation.of("GETATTR", 9, Nfs41::attributes));
  }

  @Override
  public Step access(FileHandle file) {
    return on(file, Nfs4Operation.of("ACCESS", 3, w -> w.int32(ALL_ACCESS)));
  }

  @Override
  public Step readDirectory(FileHandle directory) {
    Consumer<XdrWriter> arguments =
        w -> {
          w.int64(0);
          w.int64(0);
          w.int32(DIRECTORY_BYTES);
          w.int32(REPLY_BYTES);
          attributes(w);
        };
    return on(directory, Nfs4Operation.of("READDIR", 26, arguments));
  }

  @Override
  public Step read(FileHandle file, Offsets offsets, int size) {
    Nfs4Operation read =
        new Nfs4Operation(
            "READ",
            25,
            w -> {
              w.buffer().writeZero(STATEID_BYTES);
              w.int64(offsets.next());
              w.int32(size);
            },
            r -> {
              r.bool();
              NfsStatus.requireCount("READ", size, r.int32());
            });
    return Nfs4Compound.reading(size, slot.sequence(), Nfs41Operations.putHandle(file), read);
  }

  @Override
  public Step write(FileHandle file, Offsets offsets, byte[] data, Stability stability) {
    Nfs4Operation write =
        new Nfs4Operation(
            "WRITE",
            38,
            w -> {
              w.buffer().writeZero(STATEID_BYTES);
              w.int64(offsets.next());
              w.int32(stability.number());
              w.opaque(data);
            },
            r -> NfsStatus.requireCount("WRITE", data.length, r.int32()));
    return Nfs4Compound.writing(
        data.length, slot.sequence(), Nfs41Operations.putHandle(file), write);
  }

  @Override
  public Step commit(FileHandle file) {
    Consumer<XdrWriter> arguments =
        w -> {
          w.int64(0);
          w.int32(0);
        };
    return on(file, Nfs4Operation.of("COMMIT", 5, arguments));
  }

  /** OPEN and, with the current stateid (section 16.2.3.1.2), CLOSE. */
  @Override
  public Step create(FileHandle directory, FileName name, FileHandle created) {
    return Nfs4Compound.of(
        slot.sequence(),
        Nfs41Operations.putHandle(directory),
        Nfs41Operations.openCreate(name, w -> mode(w, FILE_MODE)),
        Nfs41Operations.getHandle(created),
        Nfs41Operations.closeCurrent());
  }

  @Override
  public Step makeDirectory(FileHandle directory, FileName name, FileHandle created) {
    Nfs4Operation create =
        new Nfs4Operation(
            "CREATE",
            6,
            w -> {
              w.int32(2);
              name.write(w);
              mode(w, DIRECTORY_MODE);
            },
            Nfs41::skipChange);
    return Nfs4Compound.of(
        slot.sequence(),
        Nfs41Operations.putHandle(directory),
        create,
        Nfs41Operations.getHandle(created));
  }

  @Override
  public Step remove(FileHandle directory, FileName name) {
    return on(directory, Nfs4Operation.of("REMOVE", 28, name::write));
  }

  @Override
  public Step removeDirectory(FileHandle directory, FileName name) {
    return remove(directory, name);
  }

  @Override
  public Step open(FileHandle file, LockOwner owner) {
    return on(file, Nfs41Locks.open(owner));
  }

  @Override
  public Step lock(FileHandle file, LockOwner owner, long offset, long length) {
    return on(file, Nfs41Locks.lock(owner, offset, length));
  }

  @Override
  public Step unlock(FileHandle file, LockOwner owner, long offset, long length) {
    return on(file, Nfs41Locks.unlock(owner, offset, length));
  }

  @Override
  public Step close(FileHandle file, LockOwner owner) {
    return on(file, Nfs41Locks.close(owner));
  }

  private Step on(FileHandle file, Nfs4Operation operation) {
    return Nfs4Compound.of(slot.sequence(), Nfs41Operations.putHandle(file), operation);
  }

  /** The bitmap4 of a GETATTR or READDIR. */
  private static void attributes(XdrWriter w) {
    w.int32(2);
    w.int32(ATTRIBUTES_0);
    w.int32(ATTRIBUTES_1);
  }

  /** An fattr4 that holds the mode. */
  private static void mode(XdrWriter w, int mode) {
    w.int32(2);
    w.int32(0);
    w.int32(MODE_BIT);
    w.int32(4);
    w.int32(mode);
  }

  private static void skipChange(XdrReader r) {
    r.skip(CHANGE_INFO_BYTES);
    Nfs41Operations.skipBitmap(r);
  }
}
