package io.havenfs.engine.log;

import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;

/** The headers of entries; the package's page describes them. */
final class EntryFormat {
  /** Bytes before an entry's body. */
  static final int HEADER_BYTES = 48;

  /** Entries start at multiples of this. */
  static final int ALIGNMENT = 8;

  static final int MAGIC = 0x456e7648;

  private static final int HEADER_CHECKSUM = 4;
  private static final int BODY_CHECKSUM = 8;
  private static final int LENGTH = 12;
  private static final int EPOCH = 16;
  private static final int SN = 24;
  private static final int DURABLE_SN = 32;
  private static final int COMMITTED = 40;

  private EntryFormat() {}

  /** Bytes that an entry with a body of {@code length} takes, padding included. */
  static int space(int length) {
    return HEADER_BYTES + length + padding(length);
  }

  /** Zeros behind a body of {@code length}. */
  static int padding(int length) {
    return -length & (ALIGNMENT - 1);
  }

  /** What the header's checksum is combined with. */
  static int mask(long salt, long offset) {
    long mixed = (salt ^ (offset * 0x9e3779b97f4a7c15L)) * 0xff51afd7ed558ccdL;
    return (int) (mixed >>> Integer.SIZE);
  }

  /**
   * Fills in the header at {@code index}, computing its checksum with {@code body}, which holds
   * that of the body.
   */
  static void put(
      ByteBuf target,
      int index,
      int mask,
      long epoch,
      long sn,
      long durableSn,
      long committedSn,
      Durability durability,
      int length,
      CRC32C body) {
    target.setIntLE(index, MAGIC);
    target.setIntLE(index + BODY_CHECKSUM, (int) body.getValue());
    target.setIntLE(index + LENGTH, length);
    target.setLongLE(index + EPOCH, epoch);
    target.setLongLE(index + SN, sn);
    target.setLongLE(index + DURABLE_SN, durableSn);
    target.setLongLE(index + COMMITTED, committedSn << 1 | (durability == Durability.DISK ? 1 : 0));
    body.reset();
    target.setIntLE(index + HEADER_CHECKSUM, headerChecksum(target, index, body) ^ mask);
  }

  /** Whether a sound header is at {@code index}, its claims possible in themselves. */
  static boolean isHeader(ByteBuf source, int index, int mask, CRC32C checksum) {
    if (source.getIntLE(index) != MAGIC) {
      return false;
    }
    checksum.reset();
    return source.getIntLE(index + HEADER_CHECKSUM)
            == (headerChecksum(source, index, checksum) ^ mask)
        && length(source, index) >= 0
        && source.getLongLE(index + COMMITTED) >= 0;
  }

  private static int headerChecksum(ByteBuf buffer, int index, CRC32C checksum) {
    checksum.update(buffer.internalNioBuffer(index + BODY_CHECKSUM, HEADER_BYTES - BODY_CHECKSUM));
    return (int) checksum.getValue();
  }

  static int bodyChecksum(ByteBuf source, int index) {
    return source.getIntLE(index + BODY_CHECKSUM);
  }

  static int length(ByteBuf source, int index) {
    return source.getIntLE(index + LENGTH);
  }

  static long epoch(ByteBuf source, int index) {
    return source.getLongLE(index + EPOCH);
  }

  static long sn(ByteBuf source, int index) {
    return source.getLongLE(index + SN);
  }

  static long durableSn(ByteBuf source, int index) {
    return source.getLongLE(index + DURABLE_SN);
  }

  static long committedSn(ByteBuf source, int index) {
    return source.getLongLE(index + COMMITTED) >>> 1;
  }

  static Durability durability(ByteBuf source, int index) {
    return (source.getLongLE(index + COMMITTED) & 1) == 0 ? Durability.MEMORY : Durability.DISK;
  }
}
