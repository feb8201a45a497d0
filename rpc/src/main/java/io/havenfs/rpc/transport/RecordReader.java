package io.havenfs.rpc.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Takes records out of a byte stream (record marking, RFC 5531 section 11).
 *
 * <p>A record is a sequence of fragments, each preceded by four bytes: the high bit says whether it
 * is the last, the rest is its length. Marks, fragments and records may be split anywhere.
 *
 * <p>A record of one fragment that has arrived whole is given to the sink where it lies. Any other
 * is gathered in a buffer of its own, {@link #gathering}. When much of it is still to come, {@link
 * #receiveBuffer} lets the channel receive straight into that buffer, which ends where the record
 * ends. The buffer gets the record's whole size only when {@link #EARNED} bytes have come, so that
 * four bytes of mark do not make us hold two megabytes.
 *
 * <p>Used on one event loop. Buffers given to {@link #received} are released by the reader.
 */
final class RecordReader {
  /** A record may not consist of more fragments than this. */
  static final int MAX_FRAGMENTS = 4096;

  /** With at least this much of a record to come, it is received into the record's own buffer. */
  static final int DIRECT_RECEIVE = 16 << 10;

  /** A buffer of this size is granted on a mark's word alone. */
  static final int UNEARNED_CAPACITY = 64 << 10;

  /** Once this much of a record has come, a buffer of its full size is granted. */
  static final int EARNED = 16 << 10;

  private static final int LAST = 0x8000_0000;
  private static final int MARK_BYTES = 4;

  private final RecordSink sink;
  private final ByteBufAllocator allocator;
  private final int maxRecord;
  private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>();

  private int mark;
  private int markBytes;
  private boolean inFragment;
  private boolean lastFragment;
  private int fragmentLeft;
  private int fragments;
  private int totalWanted;
  private @Nullable ByteBuf gathering;
  private boolean receivingInPlace;
  private boolean closed;

  RecordReader(RecordSink sink, ByteBufAllocator allocator, int maxRecord) {
    this.sink = sink;
    this.allocator = allocator;
    this.maxRecord = maxRecord;
  }

  /** Whether part of a record or mark has come and the rest has not. */
  boolean isIncomplete() {
    return inFragment || markBytes > 0 || fragments > 0;
  }

  /** Whether bytes that were received wait for {@link #resume}. */
  boolean hasUnread() {
    return !unread.isEmpty();
  }

  /**
   * The buffer to receive into next if it should be the record's own, retained for the caller and
   * to be given to {@link #received}; null if any will do.
   */
  @Nullable ByteBuf receiveBuffer() {
    ByteBuf record = gathering;
    receivingInPlace = false;
    if (record == null || !lastFragment || fragmentLeft < DIRECT_RECEIVE || !unread.isEmpty()) {
      return null;
    }
    if (record.writerIndex() >= EARNED) {
      resize(record, totalWanted);
    }
    receivingInPlace = record.isWritable();
    return receivingInPlace ? record.retain() : null;
  }

  /** Takes bytes that were received, up to the buffer's writer index. */
  void received(ByteBuf in) {
    try {
      if (closed) {
        return;
      }
      if (receivingInPlace) {
        receivedInPlace(in);
      } else if (unread.isEmpty()) {
        read(in, in.readerIndex(), in.writerIndex());
      } else {
        unread.add(in.retainedSlice());
      }
    } finally {
      in.release();
    }
  }

  /** Goes on after the sink had been paused. */
  void resume() {
    while (!closed && !sink.isPaused() && !unread.isEmpty()) {
      ByteBuf in = unread.remove();
      try {
        read(in, in.readerIndex(), in.writerIndex());
      } finally {
        in.release();
      }
    }
  }

  /** Releases everything; what is received afterwards is released unread. */
  void close() {
    closed = true;
    dropGathering();
    unread.forEach(ByteBuf::release);
    unread.clear();
  }

  private void receivedInPlace(ByteBuf record) {
    fragmentLeft = totalWanted - record.writerIndex();
    if (fragmentLeft == 0) {
      endFragment();
    }
  }

  private void read(ByteBuf in, int from, int end) {
    int at = from;
    while (at < end && !closed) {
      if (!inFragment) {
        if (fragments == 0 && sink.isPaused()) {
          unread.addFirst(in.retainedSlice(at, end - at));
          return;
        }
        at = readMark(in, at, end);
        if (!inFragment) {
          continue;
        }
        if (lastFragment && gathering == null && end - at >= fragmentLeft) {
          int to = at + fragmentLeft;
          beginRecord();
          sink.record(in, at, to);
          at = to;
          continue;
        }
      }
      at = gather(in, at, end);
    }
  }

  /** Reads the mark, or as much of it as there is, and begins its fragment. */
  private int readMark(ByteBuf in, int from, int end) {
    int at = from;
    if (markBytes == 0 && end - at >= MARK_BYTES) {
      mark = in.getInt(at);
      at += MARK_BYTES;
    } else {
      while (markBytes < MARK_BYTES && at < end) {
        mark = (mark << 8) | (in.getByte(at++) & 0xff);
        markBytes++;
      }
      if (markBytes < MARK_BYTES) {
        return at;
      }
      markBytes = 0;
    }
    beginFragment();
    return at;
  }

  private void beginFragment() {
    int length = mark & ~LAST;
    int before = gathering == null ? 0 : gathering.readableBytes();
    if (length > maxRecord - before) {
      fail("record of more than " + maxRecord + " bytes");
      return;
    }
    if (++fragments > MAX_FRAGMENTS) {
      fail("record of more than " + MAX_FRAGMENTS + " fragments");
      return;
    }
    inFragment = true;
    lastFragment = (mark & LAST) != 0;
    fragmentLeft = length;
    totalWanted = before + length;
    if (length == 0 && !(lastFragment && gathering == null)) {
      endFragment();
    }
  }

  private int gather(ByteBuf in, int at, int end) {
    int n = Math.min(end - at, fragmentLeft);
    ByteBuf record = gathering;
    if (record == null) {
      record = allocator.directBuffer(firstCapacity(n), maxRecord);
      gathering = record;
      sink.incompleteBytes(record.capacity());
    } else {
      reserve(record, n);
    }
    record.writeBytes(in, at, n);
    fragmentLeft -= n;
    if (fragmentLeft == 0) {
      endFragment();
    }
    return at + n;
  }

  private int firstCapacity(int present) {
    return present >= EARNED ? totalWanted : Math.min(totalWanted, UNEARNED_CAPACITY);
  }

  /** Makes room for {@code n} more bytes, and for all of the fragment if enough of it has come. */
  private void reserve(ByteBuf record, int n) {
    int held = record.writerIndex();
    if (record.capacity() - held < n) {
      int doubled = Math.min(totalWanted, record.capacity() * 2);
      resize(record, held >= EARNED ? totalWanted : Math.max(held + n, doubled));
    }
  }

  private void resize(ByteBuf record, int capacity) {
    int change = capacity - record.capacity();
    if (change != 0) {
      record.capacity(capacity);
      sink.incompleteBytes(change);
    }
  }

  private void endFragment() {
    inFragment = false;
    if (!lastFragment) {
      return;
    }
    ByteBuf record = gathering;
    gathering = null;
    beginRecord();
    if (record == null) {
      return;
    }
    sink.incompleteBytes(-record.capacity());
    try {
      sink.record(record, 0, record.writerIndex());
    } finally {
      record.release();
    }
  }

  /** Forgets the record at hand: the next thing in the stream is the first mark of another. */
  private void beginRecord() {
    inFragment = false;
    fragments = 0;
    fragmentLeft = 0;
  }

  private void fail(String reason) {
    closed = true;
    dropGathering();
    sink.unreadable(reason);
  }

  private void dropGathering() {
    ByteBuf record = gathering;
    gathering = null;
    if (record != null) {
      sink.incompleteBytes(-record.capacity());
      record.release();
    }
  }
}
