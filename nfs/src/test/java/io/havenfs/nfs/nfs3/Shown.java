package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What replies show, as a client reads it. */
final class Shown {
  /** {@code fattr3}; times in nanoseconds. */
  record Fattr(
      int type,
      int mode,
      int links,
      int uid,
      int gid,
      long size,
      long used,
      int major,
      int minor,
      long fsid,
      long fileId,
      long atime,
      long mtime,
      long ctime) {}

  /** {@code wcc_data}, complete. */
  record Wcc(long sizeBefore, long mtimeBefore, long ctimeBefore, Fattr after) {}

  /** An entry of a listing. */
  record Entry(
      long fileId, String name, long cookie, Optional<Fattr> attributes, Optional<FileHandle> fh) {}

  /** A listing: READDIR's or READDIRPLUS's results. */
  record Listing(Fattr directory, long verifier, List<Entry> entries, boolean eof, int bytes) {
    List<String> names() {
      return entries.stream().map(Entry::name).toList();
    }
  }

  private Shown() {}

  static Fattr fattr(XdrReader in) {
    return new Fattr(
        in.int32(),
        in.int32(),
        in.int32(),
        in.int32(),
        in.int32(),
        in.int64(),
        in.int64(),
        in.int32(),
        in.int32(),
        in.int64(),
        in.int64(),
        time(in),
        time(in),
        time(in));
  }

  static long time(XdrReader in) {
    return in.uint32() * 1_000_000_000L + in.uint32();
  }

  /** {@code post_op_attr} that must be there. */
  static Fattr postOp(XdrReader in) {
    assertThat(in.bool()).as("attributes follow").isTrue();
    return fattr(in);
  }

  /** {@code wcc_data} that must be complete. */
  static Wcc wcc(XdrReader in) {
    assertThat(in.bool()).as("attributes before follow").isTrue();
    return new Wcc(in.int64(), time(in), time(in), postOp(in));
  }

  static Listing listing(XdrReader in, boolean plus) {
    int bytes = in.remaining();
    Fattr directory = postOp(in);
    long verifier = in.int64();
    List<Entry> entries = new ArrayList<>();
    while (in.bool()) {
      long fileId = in.int64();
      String name = new String(in.opaque(255), StandardCharsets.UTF_8);
      entries.add(
          new Entry(
              fileId,
              name,
              in.int64(),
              plus && in.bool() ? Optional.of(fattr(in)) : Optional.empty(),
              plus && in.bool() ? Optional.of(FileHandle.read(in, 64)) : Optional.empty()));
    }
    boolean eof = in.bool();
    assertThat(in.remaining()).isZero();
    return new Listing(directory, verifier, entries, eof, bytes);
  }
}
