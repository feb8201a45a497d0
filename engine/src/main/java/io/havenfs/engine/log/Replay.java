package io.havenfs.engine.log;

import io.netty.buffer.ByteBuf;
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

  /** Shows entries until about {@code bytes} of bodies were shown; returns where to go on. */
  LogPlace some(LogPlace place, int bytes, EntryVisitor visitor) throws IOException {
    LogPlace at = place;
    int left = bytes;
    for (int i = 0; i < segments.size() && left > 0 && at.sn() <= to; i++) {
      boolean last = i + 1 == segments.size();
      long behind = last ? to + 1 : Math.min(to + 1, segments.get(i + 1).firstSn());
      if (behind > at.sn()) {
        Limited limited = new Limited(segments.get(i), behind, left);
        at = limited.run(at, visitor);
        left = limited.left;
      }
    }
    return at;
  }

  /** A part of a segment's entries. */
  private static final class Limited {
    private final Segment segment;
    private final long behind;
    private int left;

    Limited(Segment segment, long behind, int left) {
      this.segment = segment;
      this.behind = behind;
      this.left = left;
    }

    LogPlace run(LogPlace from, EntryVisitor visitor) throws IOException {
      boolean known = from.segment() == segment.firstSn();
      long sn = known ? from.sn() : segment.firstSn();
      long start = known ? from.offset() : SegmentFormat.HEADER_BYTES;
      try (SegmentReader reader = new SegmentReader(segment).from(start)) {
        for (; sn < behind && left > 0; sn++) {
          check(segment, reader, sn, sn >= from.sn());
          if (sn >= from.sn()) {
            ByteBuf body = reader.body();
            left -= EntryFormat.space(body.readableBytes());
            visitor.visit(reader.epoch(), sn, reader.durability(), body);
          }
          reader.skip();
        }
        return new LogPlace(sn, segment.firstSn(), reader.position());
      }
    }
  }

  private static void check(Segment segment, SegmentReader reader, long sn, boolean body)
      throws IOException {
    if (reader.next(sn, body) != SegmentReader.Next.ENTRY) {
      throw new CorruptLogException(
          segment.path(), reader.position(), "entry " + sn + " is not as it was written");
    }
  }

  /** Where the entry behind {@code sn}, which is in the segment or just before it, starts. */
  static long placeBehind(Segment segment, long sn) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      for (long at = segment.firstSn(); at <= sn; at++) {
        check(segment, reader, at, false);
        reader.skip();
      }
      return reader.position();
    }
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
        check(segment, reader, sn, sn >= from);
        if (sn >= from) {
          visitor.visit(reader.epoch(), sn, reader.durability(), reader.body());
        }
        reader.skip();
      }
    }
  }
}
