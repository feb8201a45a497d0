package io.havenfs.nfs.nfs4.compound;

import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;

/** What the row of an operation demands of the compound it stands in. Stateless. */
final class Demands {
  private Demands() {}

  /**
   * Why the current operation of {@code compound} cannot be executed: its position in the compound,
   * filehandles, room in the reply; NFS4_OK if it can.
   */
  static Nfs4Status unmet(Compound compound, Op op) {
    Nfs4Status misplaced =
        compound.minorVersion() == 0 ? Nfs4Status.NFS4_OK : misplaced(compound, op);
    if (misplaced != Nfs4Status.NFS4_OK) {
      return misplaced;
    }
    Op.Needs needs = op.needs();
    boolean needsCurrent = needs == Op.Needs.CURRENT || needs == Op.Needs.BOTH;
    boolean needsSaved = needs == Op.Needs.SAVED || needs == Op.Needs.BOTH;
    boolean restores = needs == Op.Needs.SAVED && compound.minorVersion() == 0;
    if (restores && !compound.hasSaved()) {
      return Nfs4Status.NFS4ERR_RESTOREFH;
    }
    if ((needsCurrent && !compound.hasCurrent()) || (needsSaved && !compound.hasSaved())) {
      return Nfs4Status.NFS4ERR_NOFILEHANDLE;
    }
    if (op.changes() && compound.replyRoom() < 8 + op.largestResult()) {
      return tooBig(compound);
    }
    return Nfs4Status.NFS4_OK;
  }

  private static Nfs4Status misplaced(Compound compound, Op op) {
    boolean inSession = compound.slot() != null;
    boolean alone = compound.operations() == 1;
    return switch (op.place()) {
      case FIRST -> compound.index() == 0 ? Nfs4Status.NFS4_OK : Nfs4Status.NFS4ERR_SEQUENCE_POS;
      case IN_SESSION -> inSession ? Nfs4Status.NFS4_OK : Nfs4Status.NFS4ERR_OP_NOT_IN_SESSION;
      case ALONE_OR_IN_SESSION ->
          inSession || alone ? Nfs4Status.NFS4_OK : Nfs4Status.NFS4ERR_NOT_ONLY_OP;
      case ALONE -> alone ? Nfs4Status.NFS4_OK : Nfs4Status.NFS4ERR_NOT_ONLY_OP;
    };
  }

  /** The reply limit is the smaller of two: which one was it (RFC 8881 section 2.10.6.4)? */
  static Nfs4Status tooBig(Compound compound) {
    if (compound.minorVersion() == 0) {
      return Nfs4Status.NFS4ERR_RESOURCE;
    }
    return compound.limitedByCache()
        ? Nfs4Status.NFS4ERR_REP_TOO_BIG_TO_CACHE
        : Nfs4Status.NFS4ERR_REP_TOO_BIG;
  }
}
