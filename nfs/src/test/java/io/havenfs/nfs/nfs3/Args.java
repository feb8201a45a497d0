package io.havenfs.nfs.nfs3;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Arguments as a client writes them. */
final class Args {
  static final int UNSTABLE = 0;
  static final int DATA_SYNC = 1;
  static final int FILE_SYNC = 2;

  private Args() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code diropargs3}. */
  static Consumer<XdrWriter> name(FileHandle directory, String name) {
    return name(directory, utf8(name));
  }

  static Consumer<XdrWriter> name(FileHandle directory, byte[] name) {
    return out -> {
      directory.write(out);
      out.opaque(name);
    };
  }

  /** {@code sattr3} with a mode only. */
  static void mode(XdrWriter out, int mode) {
    out.bool(true);
    out.int32(mode);
    out.bool(false);
    out.bool(false);
    out.bool(false);
    out.int32(0);
    out.int32(0);
  }

  /** {@code sattr3} that changes nothing. */
  static void nothing(XdrWriter out) {
    for (int i = 0; i < 6; i++) {
      out.int32(0);
    }
  }

  /** {@code sattr3} with a size only. */
  static void size(XdrWriter out, long size) {
    out.bool(false);
    out.bool(false);
    out.bool(false);
    out.bool(true);
    out.int64(size);
    out.int32(0);
    out.int32(0);
  }

  static Consumer<XdrWriter> create(FileHandle directory, String name, int mode) {
    return create(directory, name, 0, mode);
  }

  static Consumer<XdrWriter> create(FileHandle directory, String name, int how, int mode) {
    return name(directory, name)
        .andThen(
            out -> {
              out.int32(how);
              mode(out, mode);
            });
  }

  static Consumer<XdrWriter> exclusive(FileHandle directory, String name, long verifier) {
    return name(directory, name)
        .andThen(
            out -> {
              out.int32(2);
              out.int64(verifier);
            });
  }

  static Consumer<XdrWriter> mkdir(FileHandle directory, String name, int mode) {
    return name(directory, name).andThen(out -> mode(out, mode));
  }

  static Consumer<XdrWriter> symlink(FileHandle directory, String name, String target) {
    return name(directory, name)
        .andThen(
            out -> {
              nothing(out);
              out.opaque(utf8(target));
            });
  }

  static Consumer<XdrWriter> mknod(
      FileHandle directory, String name, int type, int major, int minor) {
    return name(directory, name)
        .andThen(
            out -> {
              out.int32(type);
              mode(out, 0600);
              if (type == 3 || type == 4) {
                out.int32(major);
                out.int32(minor);
              }
            });
  }

  static Consumer<XdrWriter> rename(
      FileHandle from, String fromName, FileHandle to, String toName) {
    return name(from, fromName).andThen(name(to, toName));
  }

  static Consumer<XdrWriter> link(FileHandle file, FileHandle directory, String name) {
    return ((Consumer<XdrWriter>) file::write).andThen(name(directory, name));
  }

  static Consumer<XdrWriter> read(FileHandle file, long offset, int count) {
    return out -> {
      file.write(out);
      out.int64(offset);
      out.int32(count);
    };
  }

  static Consumer<XdrWriter> write(FileHandle file, long offset, int stable, byte[] data) {
    return out -> {
      file.write(out);
      out.int64(offset);
      out.int32(data.length);
      out.int32(stable);
      out.opaque(data);
    };
  }

  static Consumer<XdrWriter> commit(FileHandle file) {
    return read(file, 0, 0);
  }

  static Consumer<XdrWriter> access(FileHandle object, int bits) {
    return out -> {
      object.write(out);
      out.int32(bits);
    };
  }

  static Consumer<XdrWriter> readdir(FileHandle directory, long cookie, long verifier, int count) {
    return out -> {
      directory.write(out);
      out.int64(cookie);
      out.int64(verifier);
      out.int32(count);
    };
  }

  static Consumer<XdrWriter> readdirplus(
      FileHandle directory, long cookie, int dirCount, int maxCount) {
    return readdir(directory, cookie, 0, dirCount).andThen(out -> out.int32(maxCount));
  }

  /** SETATTR with the given {@code sattr3} and no guard. */
  static Consumer<XdrWriter> setattr(FileHandle object, Consumer<XdrWriter> attributes) {
    return ((Consumer<XdrWriter>) object::write)
        .andThen(attributes)
        .andThen(out -> out.bool(false));
  }
}
