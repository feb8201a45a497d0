package io.havenfs.engine.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds where the log ends, and makes it end there. The package's page says how a torn tail differs
 * from damage.
 */
final class Recovery {
  private final SegmentFiles files;
  private final List<Segment> segments;
  private final OptionalLong cutAfter;
  private final EpochRuns epochs = new EpochRuns();
  private long lastSn;
  private long committedSn;

  /**
   * For segments in order, at least one.
   *
   * @param cutAfter the last entry that stays, when a cut was under way
   */
  Recovery(SegmentFiles files, List<Segment> segments, OptionalLong cutAfter) {
    this.files = files;
    this.segments = new ArrayList<>(segments);
    this.cutAfter = cutAfter;
    this.lastSn = segments.getFirst().firstSn() - 1;
  }

  /** The segments that are left. */
  List<Segment> segments() {
    return List.copyOf(segments);
  }

  long lastSn() {
    return lastSn;
  }

  EpochRuns epochs() {
    return epochs;
  }

  /** The highest entry that some entry says was committed. */
  long committedSn() {
    return committedSn;
  }

  /** Checks all entries, cuts a torn tail, and makes what is left durable. */
  void run() throws IOException {
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      SegmentReader.Next why = checkEntries(segment);
      if (!isContinuedBy(i + 1)) {
        endAt(i, why);
      }
    }
    for (Segment segment : segments) {
      segment.file().sync();
      segment.syncedEnd(segment.end());
    }
    files.syncDirectory();
  }

  private boolean isContinuedBy(int index) throws CorruptLogException {
    if (index == segments.size()) {
      return false;
    }
    Segment next = segments.get(index);
    if (isCutOff(next.firstSn())) {
      return false;
    }
    if (next.firstSn() <= lastSn) {
      throw new CorruptLogException(
          next.path(), 0, "entry " + next.firstSn() + " is in the segment before, too");
    }
    return next.firstSn() == lastSn + 1;
  }

  private boolean isCutOff(long sn) {
    return cutAfter.isPresent() && sn > cutAfter.getAsLong();
  }

  private SegmentReader.Next checkEntries(Segment segment) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      SegmentReader.Next next = reader.next(lastSn + 1, true);
      while (next == SegmentReader.Next.ENTRY && !isCutOff(lastSn + 1)) {
        lastSn++;
        epochs.note(lastSn, reader.epoch());
        committedSn = Math.max(committedSn, reader.committedSn());
        reader.skip();
        next = reader.next(lastSn + 1, true);
      }
      segment.end(reader.position());
      return next;
    }
  }

  /** The next entry is neither at the end of segment {@code index} nor starts the one behind. */
  private void endAt(int index, SegmentReader.Next why) throws IOException {
    Segment last = segments.get(index);
    HeaderSearch.Found rest = HeaderSearch.search(last, last.end());
    long durableSn = rest.durableSn();
    for (Segment later : segments.subList(index + 1, segments.size())) {
      long behind = HeaderSearch.search(later, SegmentFormat.HEADER_BYTES).durableSn();
      durableSn = Math.max(durableSn, behind);
    }
    if (durableSn > lastSn && !isCutOff(lastSn + 1)) {
      throw new CorruptLogException(last.path(), last.end(), lost(durableSn, why));
    }
    cutBehind(index, rest.end());
  }

  private String lost(long durableSn, SegmentReader.Next why) {
    String found =
        switch (why) {
          case WRONG_BODY -> "its body's checksum is wrong";
          case WRONG_NUMBER -> "another entry is in its place";
          case NO_HEADER, ENTRY -> "no sound header is in its place";
        };
    return "entry %d is damaged or missing (%s), but entries up to %d had been on stable storage"
        .formatted(lastSn + 1, found, durableSn);
  }

  private void cutBehind(int index, long to) throws IOException {
    Segment last = segments.get(index);
    if (to > last.end()) {
      SegmentFiles.fill(last.file(), last.end(), to);
      last.file().sync();
    }
    while (segments.size() > index + 1) {
      files.delete(segments.removeLast());
    }
  }
}
