package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.file.QuotaKey;
import io.havenfs.engine.file.QuotaLimits;
import io.havenfs.engine.file.QuotaUsage;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrWriter;

/** Encodes attributes of space: what the storage has, and what the caller may use of it. */
final class SpaceAttributes {
  private static final Capacity NOTHING = new Capacity(0, 0, 0, 0, 0);

  private final NfsContext nfs;

  SpaceAttributes(NfsContext nfs) {
    this.nfs = nfs;
  }

  void write(Compound compound, XdrWriter out, int attribute, Target target) {
    Capacity capacity = target instanceof Target.File ? nfs.engine().capacity() : NOTHING;
    switch (attribute) {
      case Attr.FILES_AVAIL, Attr.FILES_FREE -> out.int64(capacity.freeFiles());
      case Attr.FILES_TOTAL -> out.int64(capacity.totalFiles());
      case Attr.SPACE_AVAIL -> out.int64(capacity.availableBytes());
      case Attr.SPACE_FREE -> out.int64(capacity.freeBytes());
      case Attr.SPACE_TOTAL -> out.int64(capacity.totalBytes());
      case Attr.QUOTA_AVAIL_HARD, Attr.QUOTA_AVAIL_SOFT, Attr.QUOTA_USED ->
          quota(compound, out, attribute, target, capacity);
      default -> throw new IllegalStateException("attribute " + attribute + " is not encoded");
    }
  }

  /** The quota of the caller (RFC 8881 section 5.8.2.28 to 5.8.2.30 leave open whose). */
  private void quota(
      Compound compound, XdrWriter out, int attribute, Target target, Capacity capacity) {
    if (!(target instanceof Target.File file)) {
      out.int64(0);
      return;
    }
    QuotaKey user = QuotaKey.user(file.export().credentials().uid());
    QuotaUsage usage = nfs.files().quotaUsage(compound.view(), user);
    QuotaLimits limits = nfs.files().quotaLimits(compound.view(), user);
    switch (attribute) {
      case Attr.QUOTA_USED -> out.int64(usage.space());
      case Attr.QUOTA_AVAIL_HARD -> out.int64(left(limits.hardSpace(), usage, capacity));
      default -> out.int64(left(limits.softSpace(), usage, capacity));
    }
  }

  private static long left(long limit, QuotaUsage usage, Capacity capacity) {
    return limit == 0
        ? capacity.availableBytes()
        : Math.min(capacity.availableBytes(), Math.max(0, limit - usage.space()));
  }
}
