package io.havenfs.engine.log;

import io.havenfs.host.disk.DiskFile;

/**
 * An open segment.
 *
 * <p>{@link #end} is moved by whoever writes and read by all; {@link #syncedEnd} belongs to whoever
 * holds the log's synchronising monitor.
 */
final class Segment {
  private final String path;
  private final long firstSn;
  private final SegmentFormat.Header header;
  private final DiskFile file;
  private volatile long end = SegmentFormat.HEADER_BYTES;
  private long syncedEnd = SegmentFormat.HEADER_BYTES;

  /** Takes ownership of {@code file}. */
  Segment(String path, long firstSn, SegmentFormat.Header header, DiskFile file) {
    this.path = path;
    this.firstSn = firstSn;
    this.header = header;
    this.file = file;
  }

  /** The same file under the name it is used by, for entries from {@code sn} on. */
  Segment named(String newPath, long sn) {
    return new Segment(newPath, sn, header, file);
  }

  String path() {
    return path;
  }

  /** The number of its first entry, whether that exists yet or not. */
  long firstSn() {
    return firstSn;
  }

  long salt() {
    return header.salt();
  }

  /** Size of the file. */
  int bytes() {
    return header.segmentBytes();
  }

  DiskFile file() {
    return file;
  }

  /** Where the last entry written ends. */
  long end() {
    return end;
  }

  void end(long offset) {
    end = offset;
  }

  /** Up to where it is on stable storage. */
  long syncedEnd() {
    return syncedEnd;
  }

  void syncedEnd(long offset) {
    syncedEnd = offset;
  }
}
