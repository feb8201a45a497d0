package io.havenfs.nfs.rquota;

import io.havenfs.engine.file.QuotaLimits;
import io.havenfs.engine.file.QuotaUsage;
import io.havenfs.rpc.xdr.XdrWriter;
import java.time.Duration;

/**
 * {@code struct rquota}: limits and usage in blocks, of a size with which all of them fit into 32
 * bits. Parts of blocks are rounded up, so that a limit never looks like none. Pure.
 *
 * @param blockBytes bytes of a block, a power of two
 */
record QuotaBlocks(
    int blockBytes, QuotaLimits limits, QuotaUsage usage, long now, long graceNanos) {
  private static final int LEAST_BYTES = 1024;
  private static final int MOST_BYTES = 1 << 30;
  private static final long MOST_BLOCKS = Integer.MAX_VALUE;

  /** As few bytes to a block as possible. */
  static QuotaBlocks of(QuotaLimits limits, QuotaUsage usage, long now, long graceNanos) {
    long most = Math.max(Math.max(limits.hardSpace(), limits.softSpace()), usage.space());
    int bytes = LEAST_BYTES;
    while (blocks(most, bytes) > MOST_BLOCKS && bytes < MOST_BYTES) {
      bytes *= 2;
    }
    return new QuotaBlocks(bytes, limits, usage, now, graceNanos);
  }

  void write(XdrWriter out) {
    out.int32(blockBytes);
    out.bool(true);
    out.int32(number(blocks(limits.hardSpace(), blockBytes)));
    out.int32(number(blocks(limits.softSpace(), blockBytes)));
    out.int32(number(blocks(usage.space(), blockBytes)));
    out.int32(number(limits.hardInodes()));
    out.int32(number(limits.softInodes()));
    out.int32(number(usage.inodes()));
    out.int32(secondsLeft(usage.spaceOverSince()));
    out.int32(secondsLeft(usage.inodesOverSince()));
  }

  private static long blocks(long bytes, int blockBytes) {
    return bytes / blockBytes + (bytes % blockBytes == 0 ? 0 : 1);
  }

  private static int number(long value) {
    return (int) Math.min(value, MOST_BLOCKS);
  }

  /** How long a soft limit may still be exceeded; 0 when it is not, or may not be any more. */
  private int secondsLeft(long since) {
    long left = since == 0 ? 0 : since + graceNanos - now;
    return number(Math.max(0, Duration.ofNanos(left).toSeconds()));
  }
}
