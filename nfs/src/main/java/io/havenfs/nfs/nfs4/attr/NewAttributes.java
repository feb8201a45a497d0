package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.model.SetAttributes;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

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

  /** What to set on a new object in {@code directory}; throws when it cannot be set there. */
  public SetAttributes forNew(Target.File directory) {
    requireSupported(directory);
    return modeMask == 0 ? values : values.withMode(maskedMode & modeMask);
  }

  /** What to set on an existing object; throws when it cannot be set. */
  public SetAttributes forExisting(Target.File file) {
    requireSupported(file);
    if (values.umask().isPresent()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    int mode = file.inode().mode();
    return modeMask == 0 ? values : values.withMode((mode & ~modeMask) | (maskedMode & modeMask));
  }

  private void requireSupported(Target target) {
    if (values.acl().isPresent() && !Supported.hasAcls(target)) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ATTRNOTSUPP);
    }
  }
}
