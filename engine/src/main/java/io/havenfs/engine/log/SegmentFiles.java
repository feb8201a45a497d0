package io.havenfs.engine.log;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.DiskPaths;
import io.havenfs.host.disk.OpenMode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Makes, finds, renames and removes segment files. Not thread-safe. */
final class SegmentFiles {
  private static final int FILL_BYTES = 1 << 20;

  private final Disk disk;
  private final String directory;
  private final int segmentBytes;
  private final LongSupplier random;

  SegmentFiles(Disk disk, String directory, int segmentBytes, LongSupplier random) {
    this.disk = disk;
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.random = random;
  }

  /** Creates the log's directory if it is missing, durably. */
  void createDirectory() throws IOException {
    disk.createDirectories(directory);
    for (String path = directory; !path.isEmpty(); path = DiskPaths.parent(path)) {
      disk.syncDirectory(DiskPaths.parent(path));
    }
  }

  /** Opens all segments, the first entries first. */
  List<Segment> openAll() throws IOException {
    List<Segment> segments = new ArrayList<>();
    try {
      for (String name : disk.list(directory)) {
        OptionalLong firstSn = SegmentFormat.firstSn(name);
        if (firstSn.isPresent()) {
          segments.add(open(path(name), firstSn.getAsLong()));
        }
      }
    } catch (IOException e) {
      closeAll(segments);
      throw e;
    }
    segments.sort(Comparator.comparingLong(Segment::firstSn));
    return segments;
  }

  static void closeAll(List<Segment> segments) throws IOException {
    for (Segment segment : segments) {
      segment.file().close();
    }
  }

  private Segment open(String path, long firstSn) throws IOException {
    DiskFile file = disk.open(path, OpenMode.READ_WRITE);
    ByteBuf block = PooledByteBufAllocator.DEFAULT.directBuffer(SegmentFormat.HEADER_BYTES);
    try {
      file.read(block, SegmentFormat.HEADER_BYTES, 0);
      return new Segment(path, firstSn, SegmentFormat.header(path, block), file);
    } catch (IOException e) {
      file.close();
      throw e;
    } finally {
      block.release();
    }
  }

  /** A spare out of the one that was left by an earlier run, if it is of use, or a new one. */
  Segment findOrMakeSpare() throws IOException {
    String path = path(SegmentFormat.SPARE);
    if (!disk.exists(path)) {
      return makeSpare();
    }
    DiskFile file = disk.open(path, OpenMode.READ_WRITE);
    if (file.size() == segmentBytes) {
      return initialised(path, file);
    }
    file.close();
    disk.delete(path);
    return makeSpare();
  }

  /** Makes a spare, all its blocks written; it has its name only when it is complete. */
  Segment makeSpare() throws IOException {
    String unfinished = path(SegmentFormat.UNFINISHED);
    if (disk.exists(unfinished)) {
      disk.delete(unfinished);
    }
    DiskFile file = disk.open(unfinished, OpenMode.CREATE_NEW);
    try {
      file.allocate(0, segmentBytes, false);
    } catch (io.havenfs.host.disk.UnsupportedByDiskException e) {
      // writing all of it, next, reserves the space just as well
    } catch (IOException e) {
      discard(unfinished, file);
      throw e;
    }
    try {
      fill(file, 0, segmentBytes);
      Segment spare = initialised(path(SegmentFormat.SPARE), file);
      disk.rename(unfinished, path(SegmentFormat.SPARE));
      return spare;
    } catch (IOException e) {
      discard(unfinished, file);
      throw e;
    }
  }

  private void discard(String path, DiskFile file) throws IOException {
    file.close();
    disk.delete(path);
  }

  /** Makes a spare of a segment that is not needed any more. */
  Segment recycle(Segment old) throws IOException {
    String path = path(SegmentFormat.SPARE);
    disk.rename(old.path(), path);
    disk.syncDirectory(directory); // under its old name it must not be seen with a new header
    return initialised(path, old.file());
  }

  boolean isReusable(Segment segment) {
    return segment.bytes() == segmentBytes;
  }

  /** Gives the file a header with a new salt, durably. */
  private Segment initialised(String path, DiskFile file) throws IOException {
    SegmentFormat.Header header = new SegmentFormat.Header(segmentBytes, random.getAsLong());
    ByteBuf block = PooledByteBufAllocator.DEFAULT.directBuffer(SegmentFormat.HEADER_BYTES);
    try {
      SegmentFormat.putHeader(block, segmentBytes, header.salt());
      file.write(block, 0);
    } finally {
      block.release();
    }
    file.sync();
    return new Segment(path, 0, header, file);
  }

  /** Turns the spare into the segment that starts with {@code firstSn}; not yet durable. */
  Segment use(Segment spare, long firstSn) throws IOException {
    String path = path(SegmentFormat.name(firstSn));
    disk.rename(spare.path(), path);
    return spare.named(path, firstSn);
  }

  /** The last entry that stays, when a cut was under way. */
  OptionalLong cutAfter() throws IOException {
    String path = path(SegmentFormat.CUT);
    if (!disk.exists(path)) {
      return OptionalLong.empty();
    }
    ByteBuf content = PooledByteBufAllocator.DEFAULT.directBuffer(Long.BYTES);
    try (DiskFile file = disk.open(path, OpenMode.READ)) {
      if (file.read(content, Long.BYTES, 0) < Long.BYTES) {
        throw new CorruptLogException(path, 0, "the file is too short");
      }
      return OptionalLong.of(content.readLongLE());
    } finally {
      content.release();
    }
  }

  /** Notes durably that the entries behind {@code afterSn} are being taken away. */
  void beginCut(long afterSn) throws IOException {
    String unfinished = path(SegmentFormat.CUT_UNFINISHED);
    ByteBuf content = PooledByteBufAllocator.DEFAULT.directBuffer(Long.BYTES);
    try (DiskFile file = disk.open(unfinished, OpenMode.CREATE)) {
      file.write(content.writeLongLE(afterSn), 0);
      file.sync();
    } finally {
      content.release();
    }
    disk.rename(unfinished, path(SegmentFormat.CUT));
    syncDirectory();
  }

  /** They are gone. */
  void endCut() throws IOException {
    String path = path(SegmentFormat.CUT);
    if (disk.exists(path)) {
      syncDirectory();
      disk.delete(path);
      syncDirectory();
    }
  }

  void delete(Segment segment) throws IOException {
    segment.file().close();
    disk.delete(segment.path());
  }

  void syncDirectory() throws IOException {
    disk.syncDirectory(directory);
  }

  /** Writes zeros from {@code from} up to {@code to}. */
  static void fill(DiskFile file, long from, long to) throws IOException {
    int size = (int) Math.min(FILL_BYTES, to - from);
    ByteBuf zeros = PooledByteBufAllocator.DEFAULT.directBuffer(size).writeZero(size);
    try {
      for (long at = from; at < to; at += size) {
        file.write(zeros.slice(0, (int) Math.min(size, to - at)), at);
      }
    } finally {
      zeros.release();
    }
  }

  private String path(String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }
}
