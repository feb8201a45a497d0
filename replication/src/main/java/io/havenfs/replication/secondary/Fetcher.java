package io.havenfs.replication.secondary;

import io.havenfs.engine.core.Replica;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.Turns;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Fetches the parts of data files that this copy lacks. Owned by the sequencer.
 *
 * <p>Entries go on being applied meanwhile, here and on the primary, whose answer is what its file
 * held after some entry, perhaps mixed with later changes. So every change of the file that is
 * applied here between the question and the answer is kept, and done again on top of the answer if
 * it is newer: then every byte has been given, in order, all values since the answer's entry, and
 * the last one is right.
 */
final class Fetcher implements Replica.ApplyWatch {
  /** Questions under way at a time. */
  private static final int QUESTIONS = 4;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** How often somebody who waits for a turn asks again. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Sequencer sequencer;
  private final Comparer comparer;
  private final Supplier<ReplicationLimits> limits;
  private final Turns turns;
  private final Throttle throttle;
  private final Map<Long, Question> questions = new LinkedHashMap<>();

  /** What of the missing parts was not asked for yet in this round. */
  private FileRanges todo = new FileRanges();

  /** Whether others have the turns there are. */
  private boolean waiting;

  private long lastId;
  private long fetched;
  private boolean started;
  private long startedNanos;
  private long nowNanos;

  Fetcher(Sequencer sequencer, Supplier<ReplicationLimits> limits, Turns turns, Comparer comparer) {
    this.sequencer = sequencer;
    this.comparer = comparer;
    this.limits = limits;
    this.turns = turns;
    this.throttle = new Throttle(() -> limits.get().syncBytesPerSecond());
  }

  /** A question under way. */
  private static final class Question {
    private final FileRanges.Range range;
    private final int length;
    private final List<Applied> applied = new ArrayList<>();

    /** Parts of the range that became missing once more. */
    private final List<FileRanges.Range> again = new ArrayList<>();

    Question(FileRanges.Range range, int length) {
      this.range = range;
      this.length = length;
    }

    void forget() {
      applied.forEach(each -> release(each.change()));
      applied.clear();
    }
  }

  private record Applied(long sn, DataChange change) {}

  private static void release(DataChange change) {
    if (change instanceof DataChange.Write write) {
      write.payload().release();
    }
  }

  @Override
  public void applied(long sn, DataChange change) {
    comparer.applied(change.dataId());
    if (change instanceof DataChange.Write write && !sequencer.missing().isEmpty()) {
      overwritten(write);
    }
    for (Question question : questions.values()) {
      if (question.range.dataId() == change.dataId()) {
        if (change instanceof DataChange.Write write) {
          write.payload().retain();
        }
        question.applied.add(new Applied(sn, change));
      }
    }
  }

  /** Whatever was missing of a block matters no more when all of it was written. */
  private void overwritten(DataChange.Write write) {
    long end = write.offset() + write.payload().readableBytes();
    long from = Math.ceilDiv(write.offset(), FileRanges.BLOCK_BYTES) * FileRanges.BLOCK_BYTES;
    long to = end / FileRanges.BLOCK_BYTES * FileRanges.BLOCK_BYTES;
    sequencer.missing().remove(write.dataId(), from, to);
    todo.remove(write.dataId(), from, to);
  }

  @Override
  public void absent(long sn, FileRanges.Range range) {
    for (Question question : questions.values()) {
      if (question.range.dataId() == range.dataId()) {
        question.again.add(range);
      }
    }
  }

  /** Gives up all questions: nobody will answer them. */
  void forget() {
    questions.values().forEach(Question::forget);
    questions.clear();
    todo = new FileRanges();
    turns.give(this);
  }

  /** Whether nothing is missing. */
  boolean isDone() {
    return questions.isEmpty() && sequencer.missing().isEmpty();
  }

  /** Asks for more, if something is missing and may be asked for. */
  void fetch(Link primary, long nanoTime) {
    nowNanos = nanoTime;
    if (!started) {
      started = true;
      startedNanos = nanoTime;
    }
    if (isDone()) {
      turns.give(this);
      waiting = false;
      return;
    }
    waiting = !turns.take(this);
    while (!waiting && questions.size() < QUESTIONS && throttle.allows(nanoTime)) {
      if (todo.isEmpty() && questions.isEmpty()) {
        todo = sequencer.missing().copy();
      }
      Optional<FileRanges.Range> next = todo.first(limits.get().fetchBytes());
      if (next.isEmpty()) {
        return;
      }
      ask(primary, next.get());
    }
  }

  private void ask(Link primary, FileRanges.Range part) {
    // Where the file ends nobody knows yet: the answer tells, and how to go on.
    boolean toEnd = todo.touches(part.dataId(), FileRanges.END - 1, FileRanges.END);
    FileRanges.Range range =
        toEnd && isLastPart(part)
            ? new FileRanges.Range(part.dataId(), part.from(), FileRanges.END)
            : part;
    int length = (int) Math.min(limits.get().fetchBytes(), part.to() - part.from());
    todo.remove(range.dataId(), range.from(), range.to());
    questions.put(++lastId, new Question(range, length));
    throttle.take(length);
    primary.send(new Frame.Fetch(lastId, range.dataId(), range.from(), length, false));
  }

  /** Whether everything from the part's start on to the file's end is missing. */
  private boolean isLastPart(FileRanges.Range part) {
    FileRanges.Range whole = todo.first(FileRanges.END).orElseThrow();
    return whole.to() == FileRanges.END && whole.from() == part.from();
  }

  /** An answer. */
  void received(Frame.Data data) throws IOException {
    Question question = questions.remove(data.id());
    try {
      if (question == null || data.bytes().readableBytes() > question.length) {
        throw new IllegalArgumentException("an answer to no question");
      }
      fetched += data.bytes().readableBytes();
      store(question, data);
    } finally {
      data.release();
      if (question != null) {
        question.forget();
      }
    }
  }

  private void store(Question question, Frame.Data data) throws IOException {
    FileRanges.Range range = question.range;
    ByteBuf bytes = data.bytes();
    long end = range.from() + bytes.readableBytes();
    if (isDropped(question)) {
      return;
    }
    if (bytes.isReadable()) {
      sequencer.files().writeData(range.dataId(), range.from(), bytes);
    }
    long known = end;
    if (bytes.readableBytes() < question.length || data.nextData() < 0) {
      known = range.to();
    } else if (range.to() == FileRanges.END) {
      known = data.nextData();
    }
    sequencer.files().clearData(range.dataId(), end, known);
    if (known < range.to()) {
      todo.add(range.dataId(), known, range.to());
    }
    for (Applied each : question.applied) {
      if (each.sn() > data.asOf()) {
        sequencer.files().applyAgain(each.change());
      }
    }
    sequencer.missing().remove(range.dataId(), range.from(), known);
    question.again.forEach(
        again -> sequencer.missing().add(again.dataId(), again.from(), again.to()));
  }

  private static boolean isDropped(Question question) {
    for (Applied each : question.applied) {
      if (each.change() instanceof DataChange.Drop) {
        return true;
      }
    }
    return false;
  }

  /** Bytes of file data fetched so far. */
  long fetchedBytes() {
    return fetched;
  }

  long bytesPerSecond() {
    long elapsed = nowNanos - startedNanos;
    return elapsed <= 0 ? 0 : (long) (fetched * (double) SECOND / elapsed);
  }

  /** After which time {@link #fetch} has something to do that no frame tells of. */
  long patienceNanos() {
    return waiting ? TURN_NANOS : throttle.patienceNanos();
  }
}
