package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the items that arguments are made of (RFC 1813 §2.5, §2.6, §3.3). */
final class Arguments {
  private static final int PERMISSIONS = 07777;
  private static final int DONT_CHANGE = 0;
  private static final int SET_TO_SERVER_TIME = 1;
  private static final int SET_TO_CLIENT_TIME = 2;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Arguments() {}

  /** {@code filename3}: any bytes; the file system judges them. */
  static Name name(XdrReader in) {
    return new Name(in.opaque(in.remaining()));
  }

  /** {@code sattr3}. */
  static SetAttributes attributes(XdrReader in) {
    OptionalInt mode = optionalInt(in);
    OptionalInt uid = optionalInt(in);
    OptionalInt gid = optionalInt(in);
    OptionalLong size = in.bool() ? OptionalLong.of(in.int64()) : OptionalLong.empty();
    TimeChange atime = timeChange(in);
    TimeChange mtime = timeChange(in);
    if (size.isPresent() && size.getAsLong() < 0) {
      throw FsException.of(Status.FILE_TOO_BIG);
    }
    OptionalInt permissions =
        mode.isPresent() ? OptionalInt.of(mode.getAsInt() & PERMISSIONS) : mode;
    return new SetAttributes(permissions, uid, gid, size, atime, mtime);
  }

  /** {@code sattrguard3}: the change time that the object must have, if any. */
  static OptionalLong guard(XdrReader in) {
    return in.bool() ? OptionalLong.of(nanos(in)) : OptionalLong.empty();
  }

  private static OptionalInt optionalInt(XdrReader in) {
    return in.bool() ? OptionalInt.of(in.int32()) : OptionalInt.empty();
  }

  private static TimeChange timeChange(XdrReader in) {
    int how = in.int32();
    return switch (how) {
      case DONT_CHANGE -> TimeChange.KEEP;
      case SET_TO_SERVER_TIME -> TimeChange.SERVER_TIME;
      case SET_TO_CLIENT_TIME -> new TimeChange.To(nanos(in));
      default -> throw new XdrException("time_how is " + how);
    };
  }

  private static long nanos(XdrReader in) {
    long seconds = in.uint32();
    long nanos = in.uint32();
    if (nanos >= NANOS_PER_SECOND) {
      throw FsException.of(Status.INVALID);
    }
    return seconds * NANOS_PER_SECOND + nanos;
  }
}
