package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrWriter;

/** Operations on a file that stays open, and on locks of it. */
final class Nfs41Locks {
  private static final int WRITE_LT = 2;
  private static final int CLAIM_FH = 4;

  private Nfs41Locks() {}

  /** OPEN of the current file (RFC 8881 section 18.16, CLAIM_FH). */
  static Nfs4Operation open(LockOwner owner) {
    return new Nfs4Operation(
        "OPEN",
        18,
        w -> {
          Nfs41Operations.openForBoth(w);
          owner.writeName(w);
          w.int32(0);
          w.int32(CLAIM_FH);
        },
        owner::readOpen);
  }

  /** LOCK for writing, without waiting (section 18.10). */
  static Nfs4Operation lock(LockOwner owner, long offset, long length) {
    return new Nfs4Operation(
        "LOCK",
        12,
        w -> {
          w.int32(WRITE_LT);
          w.bool(false);
          w.int64(offset);
          w.int64(length);
          locker(w, owner);
        },
        owner::readLock);
  }

  /** A locker4: the lock-owner's first lock brings it into being. */
  private static void locker(XdrWriter w, LockOwner owner) {
    w.bool(!owner.hasLocked());
    if (owner.hasLocked()) {
      owner.writeLock(w);
      w.int32(0);
    } else {
      w.int32(0);
      owner.writeOpen(w);
      w.int32(0);
      w.int64(0);
      owner.writeName(w);
    }
  }

  /** LOCKU (section 18.12). */
  static Nfs4Operation unlock(LockOwner owner, long offset, long length) {
    return new Nfs4Operation(
        "LOCKU",
        14,
        w -> {
          w.int32(WRITE_LT);
          w.int32(0);
          owner.writeLock(w);
          w.int64(offset);
          w.int64(length);
        },
        owner::readLock);
  }

  static Nfs4Operation close(LockOwner owner) {
    return Nfs4Operation.of(
        "CLOSE",
        4,
        w -> {
          w.int32(0);
          owner.writeOpen(w);
        });
  }
}
