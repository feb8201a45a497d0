package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.SetAttributes;
import java.util.OptionalInt;

/**
 * Decoded attributes that a client wants an object to have.
 *
 * @param given which attributes they were
 * @param values what is to be set; without a mode when that was given by {@code mode_set_masked}
 * @param maskedMode the bits of {@code mode_set_masked} to set
 * @param modeMask the bits that {@code mode_set_masked} changes; 0 when it was not given
 */
public record NewAttributes(Bitmap given, SetAttributes values, int maskedMode, int modeMask) {
  /** Nothing is wanted. */
  public static final NewAttributes NONE =
      new NewAttributes(Bitmap.EMPTY, SetAttributes.NONE, 0, 0);

  /** What to set on a new object. */
  public SetAttributes forNew() {
    return modeMask == 0 ? values : withMode(maskedMode & modeMask);
  }

  /** What to set on an existing object. */
  public SetAttributes forExisting(Inode inode) {
    return modeMask == 0 ? values : withMode((inode.mode() & ~modeMask) | (maskedMode & modeMask));
  }

  private SetAttributes withMode(int mode) {
    return new SetAttributes(
        OptionalInt.of(mode),
        values.uid(),
        values.gid(),
        values.size(),
        values.atime(),
        values.mtime());
  }
}
