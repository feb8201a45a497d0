package io.havenfs.nfs.nfs4.copy;

import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/**
 * What a COPY copies, within the source's size.
 *
 * @param source offset in the source
 * @param target offset in the target
 * @param count bytes
 */
record Ranges(long source, long target, long count) {
  /**
   * Checks what a client wants; a count of 0 means up to the end. A range that reaches over the
   * source's end is cut there instead of refused: the file may have become shorter meanwhile, and
   * the result says how much was copied.
   */
  static Ranges of(Target.File from, long source, Target.File to, long target, long count) {
    long size = from.inode().size();
    if (source < 0 || source > size) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    long present = size - source;
    long wanted = count <= 0 ? present : Math.min(count, present);
    if (target < 0 || target + wanted < 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_FBIG);
    }
    boolean same = from.inode().id() == to.inode().id();
    if (same && source < target + wanted && target < source + wanted) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    return new Ranges(source, target, wanted);
  }
}
