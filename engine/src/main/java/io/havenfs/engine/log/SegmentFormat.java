package io.havenfs.engine.log;

import io.netty.buffer.ByteBuf;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** Names and headers of segments; the package's page describes them. */
final class SegmentFormat {
  /** Bytes before the first entry. A whole block, so that entries never share one with it. */
  static final int HEADER_BYTES = 4096;

  /** Version of the stored form. */
  static final int VERSION = 2;

  /** The next segment, prepared. */
  static final String SPARE = "spare";

  /** A segment being prepared. */
  static final String UNFINISHED = "spare.new";

  /** Names the last entry that stays while a cut is under way. */
  static final String CUT = "cut";

  static final String CUT_UNFINISHED = "cut.new";

  private static final long MAGIC = 0x474f4c4e56414801L;
  private static final int CHECKED_BYTES = 24;
  private static final String SUFFIX = ".log";
  private static final int DIGITS = 16;

  private SegmentFormat() {}

  /** The largest body that a segment of this size can hold. */
  static int largestBody(int segmentBytes) {
    return segmentBytes - HEADER_BYTES - EntryFormat.HEADER_BYTES;
  }

  /** The name of the segment that starts with entry {@code firstSn}. */
  static String name(long firstSn) {
    return HexFormat.of().toHexDigits(firstSn) + SUFFIX;
  }

  /** The first entry of the segment called {@code name}, if that is a segment's name. */
  static OptionalLong firstSn(String name) {
    if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return OptionalLong.empty();
    }
    String digits = name.substring(0, DIGITS);
    for (int i = 0; i < DIGITS; i++) {
      if (!HexFormat.isHexDigit(digits.charAt(i)) || Character.isUpperCase(digits.charAt(i))) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(HexFormat.fromHexDigitsToLong(digits));
  }

  /** Appends a header, a whole block, to {@code target}. */
  static void putHeader(ByteBuf target, int segmentBytes, long salt) {
    int start = target.writerIndex();
    target.writeLongLE(MAGIC).writeIntLE(VERSION).writeIntLE(segmentBytes).writeLongLE(salt);
    target.writeIntLE(checksum(target, start));
    target.writeZero(start + HEADER_BYTES - target.writerIndex());
  }

  /** A header's contents. */
  record Header(int segmentBytes, long salt) {}

  /** Reads a header from the readable bytes of {@code source}; the path is for the message. */
  static Header header(String path, ByteBuf source) throws CorruptLogException {
    if (source.readableBytes() < HEADER_BYTES) {
      throw new CorruptLogException(path, 0, "the file is shorter than a segment's header");
    }
    int start = source.readerIndex();
    if (source.getLongLE(start) != MAGIC) {
      throw new CorruptLogException(path, 0, "this is not a segment's header");
    }
    if (source.getIntLE(start + CHECKED_BYTES) != checksum(source, start)) {
      throw new CorruptLogException(path, 0, "the header's checksum is wrong");
    }
    int version = source.getIntLE(start + 8);
    int segmentBytes = source.getIntLE(start + 12);
    if (version != VERSION || segmentBytes < LogLimits.SMALLEST_SEGMENT) {
      throw new CorruptLogException(
          path, 0, "version " + version + ", size " + segmentBytes + " is not one known here");
    }
    return new Header(segmentBytes, source.getLongLE(start + 16));
  }

  private static int checksum(ByteBuf buffer, int start) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.nioBuffer(start, CHECKED_BYTES));
    return (int) checksum.getValue();
  }
}
