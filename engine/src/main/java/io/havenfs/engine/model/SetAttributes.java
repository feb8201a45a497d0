package io.havenfs.engine.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** The attributes that a SETATTR or a create wants set; absent ones stay or get their default. */
public record SetAttributes(
    OptionalInt mode,
    OptionalInt uid,
    OptionalInt gid,
    OptionalLong size,
    TimeChange atime,
    TimeChange mtime) {
  /** Changes nothing. */
  public static final SetAttributes NONE =
      new SetAttributes(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          TimeChange.KEEP,
          TimeChange.KEEP);

  /** Only the permission bits. */
  public static SetAttributes ofMode(int mode) {
    return new SetAttributes(
        OptionalInt.of(mode),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        TimeChange.KEEP,
        TimeChange.KEEP);
  }

  /** The same with another size, or none. */
  public SetAttributes withSize(OptionalLong newSize) {
    return new SetAttributes(mode, uid, gid, newSize, atime, mtime);
  }
}
