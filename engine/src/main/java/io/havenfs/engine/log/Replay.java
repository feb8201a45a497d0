package io.havenfs.engine.log;

import java.io.IOException;
import java.util.List;

/** One pass over entries that are known to be there. */
final class Replay {
  private final List<Segment> segments;
  private final long from;
  private final long to;

  Replay(List<Segment> segments, long from, long to) {
    if (from < segments.getFirst().firstSn()) {
      throw new IllegalArgumentException(
          "entry " + from + " is not kept; the first is " + segments.getFirst().firstSn());
    }
    this.segments = segments;
    this.from = from;
    this.to = to;
  }

  void run(EntryVisitor visitor) throws IOException {
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i + 1 == segments.size();
      long behind = last ? to + 1 : Math.min(to + 1, segments.get(i + 1).firstSn());
      if (behind > from) {
        run(segments.get(i), behind, visitor);
      }
    }
  }

  private void run(Segment segment, long behind, EntryVisitor visitor) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      for (long sn = segment.firstSn(); sn < behind; sn++) {
        if (reader.next(sn, sn >= from) != SegmentReader.Next.ENTRY) {
          throw new CorruptLogException(
              segment.path(), reader.position(), "entry " + sn + " is not as it was written");
        }
        if (sn >= from) {
          visitor.visit(reader.epoch(), sn, reader.durability(), reader.body());
        }
        reader.skip();
      }
    }
  }
}
