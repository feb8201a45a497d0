package io.havenfs.bench.protocol;

import io.havenfs.bench.BenchException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;

/** NFSv3 (RFC 1813), and the one procedure of MOUNT that is needed. Has no state. */
public final class Nfs3 implements Protocol {
  /** The program's number, of all versions of NFS. */
  public static final int PROGRAM = 100003;

  /** The version. */
  public static final int VERSION = 3;

  /** MOUNT's number. */
  public static final int MOUNT_PROGRAM = 100005;

  /** The version of MOUNT that belongs to NFSv3. */
  public static final int MOUNT_VERSION = 3;

  private static final int SMALL = 256;
  private static final int ALL_ACCESS = 0x3f;
  private static final int FILE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;
  private static final int FATTR_BYTES = 84;
  private static final int WCC_ATTR_BYTES = 24;
  private static final int DIRECTORY_BYTES = 8 << 10;
  private static final int REPLY_BYTES = 32 << 10;

  /** MOUNTPROC3_MNT (RFC 1813 section 5.2.1), for a call to MOUNT's program. */
  public static Step mount(String path, FileHandle root) {
    return new Nfs3Call("MNT " + path, 1, SMALL, 0, w -> w.utf8(path), root::read);
  }

  @Override
  public Step nothing() {
    return call("NULL", 0, _ -> {});
  }

  @Override
  public Step getattr(FileHandle file) {
    return call("GETATTR", 1, file::write);
  }

  @Override
  public Step lookup(FileHandle directory, FileName name, FileHandle found) {
    return new Nfs3Call("LOOKUP", 3, SMALL, 0, w -> entry(w, directory, name), found::read);
  }

  @Override
  public Step access(FileHandle file) {
    return call(
        "ACCESS",
        4,
        w -> {
          file.write(w);
          w.int32(ALL_ACCESS);
        });
  }

  @Override
  public Step readDirectory(FileHandle directory) {
    return call(
        "READDIRPLUS",
        17,
        w -> {
          directory.write(w);
          w.int64(0);
          w.int64(0);
          w.int32(DIRECTORY_BYTES);
          w.int32(REPLY_BYTES);
        });
  }

  @Override
  public Step read(FileHandle file, Offsets offsets, int size) {
    return new Nfs3Call(
        "READ",
        6,
        SMALL,
        size,
        w -> {
          file.write(w);
          w.int64(offsets.next());
          w.int32(size);
        },
        r -> {
          skipAttributes(r, FATTR_BYTES);
          NfsStatus.requireCount("READ", size, r.int32());
        });
  }

  @Override
  public Step write(FileHandle file, Offsets offsets, byte[] data, Stability stability) {
    return new Nfs3Call(
        "WRITE",
        7,
        SMALL + data.length,
        data.length,
        w -> {
          file.write(w);
          w.int64(offsets.next());
          w.int32(data.length);
          w.int32(stability.number());
          w.opaque(data);
        },
        r -> {
          skipAttributes(r, WCC_ATTR_BYTES);
          skipAttributes(r, FATTR_BYTES);
          NfsStatus.requireCount("WRITE", data.length, r.int32());
        });
  }

  @Override
  public Step commit(FileHandle file) {
    return call(
        "COMMIT",
        21,
        w -> {
          file.write(w);
          w.int64(0);
          w.int32(0);
        });
  }

  @Override
  public Step create(FileHandle directory, FileName name, FileHandle created) {
    return new Nfs3Call(
        "CREATE",
        8,
        SMALL,
        0,
        w -> {
          entry(w, directory, name);
          w.int32(0);
          attributes(w, FILE_MODE);
        },
        r -> createdHandle("CREATE", r, created));
  }

  @Override
  public Step makeDirectory(FileHandle directory, FileName name, FileHandle created) {
    return new Nfs3Call(
        "MKDIR",
        9,
        SMALL,
        0,
        w -> {
          entry(w, directory, name);
          attributes(w, DIRECTORY_MODE);
        },
        r -> createdHandle("MKDIR", r, created));
  }

  @Override
  public Step remove(FileHandle directory, FileName name) {
    return call("REMOVE", 12, w -> entry(w, directory, name));
  }

  @Override
  public Step removeDirectory(FileHandle directory, FileName name) {
    return call("RMDIR", 13, w -> entry(w, directory, name));
  }

  @Override
  public Step open(FileHandle file, LockOwner owner) {
    throw noLocks();
  }

  @Override
  public Step lock(FileHandle file, LockOwner owner, long offset, long length) {
    throw noLocks();
  }

  @Override
  public Step unlock(FileHandle file, LockOwner owner, long offset, long length) {
    throw noLocks();
  }

  @Override
  public Step close(FileHandle file, LockOwner owner) {
    throw noLocks();
  }

  private static BenchException noLocks() {
    return new BenchException("NFSv3 itself has no locks; locks need version 4.1");
  }

  private static Step call(String name, int procedure, Consumer<XdrWriter> arguments) {
    return new Nfs3Call(name, procedure, SMALL, 0, arguments, _ -> {});
  }

  private static void entry(XdrWriter w, FileHandle directory, FileName name) {
    directory.write(w);
    name.write(w);
  }

  /** An sattr3 (RFC 1813 section 2.5.3) that sets the mode and nothing else. */
  private static void attributes(XdrWriter w, int mode) {
    w.bool(true);
    w.int32(mode);
    for (int unset = 0; unset < 5; unset++) {
      w.int32(0);
    }
  }

  private static void skipAttributes(XdrReader r, int size) {
    if (r.bool()) {
      r.skip(size);
    }
  }

  private static void createdHandle(String procedure, XdrReader r, FileHandle created) {
    if (!r.bool()) {
      throw new BenchException(procedure + ": the server returns no file handle");
    }
    created.read(r);
  }
}
