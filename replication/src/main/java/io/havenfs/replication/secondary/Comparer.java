package io.havenfs.replication.secondary;

import io.havenfs.engine.core.CopyFiles;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Compares this copy with the primary's, file by file. Owned by the sequencer.
 *
 * <p>Checksums are asked for like bytes are. Where one differs the file may only have been changed
 * between the two looks, so it is asked for once more, and taken for different only when nothing
 * was applied to the file between the question and the answer.
 */
final class Comparer {
  private static final int QUESTIONS = 4;
  private static final int PART_BYTES = 1 << 20;

  /** Questions about one part while its file keeps changing. */
  private static final int ATTEMPTS = 5;

  private final Sequencer sequencer;
  private final FileRanges todo = new FileRanges();
  private final Map<Long, Question> questions = new LinkedHashMap<>();
  private Optional<Round> round = Optional.empty();
  private long lastId;

  Comparer(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  private static final class Round {
    private final long id;
    private final Set<Long> files = new HashSet<>();
    private Optional<CopyFiles.TablesDigest> mine = Optional.empty();
    private Optional<CopyFiles.TablesDigest> theirs = Optional.empty();
    private long bytes;
    private long blocks;

    Round(long id) {
      this.id = id;
    }
  }

  private static final class Question {
    private final FileRanges.Range part;
    private final int attempt;
    private boolean changed;

    Question(FileRanges.Range part, int attempt) {
      this.part = part;
      this.attempt = attempt;
    }
  }

  /**
   * The tables are those that are to be compared; and so are all data files that are here: one that
   * the primary lost altogether it does not name.
   */
  void start(long id) {
    forget();
    Round started = new Round(id);
    round = Optional.of(started);
    CopyFiles.TablesSnapshot snapshot = sequencer.files().snapshot();
    List<CopyFiles.TablesDigest> digest = new ArrayList<>();
    List<Long> own = new ArrayList<>();
    sequencer
        .ports()
        .background(
            () -> {
              digest.add(snapshot.digest());
              snapshot.close();
              own.addAll(sequencer.files().dataIds());
            },
            () -> {
              started.mine = Optional.of(digest.getFirst());
              round
                  .filter(current -> current == started)
                  .ifPresent(current -> compare(current, own));
            });
  }

  void forget() {
    round = Optional.empty();
    questions.clear();
    todo.clear();
  }

  void files(Frame.Files files) {
    round.ifPresent(current -> compare(current, files.dataIds()));
  }

  /** Unless they are, or were, compared in this round. */
  private void compare(Round current, List<Long> dataIds) {
    for (long id : dataIds) {
      if (current.files.add(id)) {
        todo.add(id, 0, FileRanges.END);
      }
    }
  }

  void digest(Frame.Digest digest) {
    round
        .filter(current -> current.id == digest.id())
        .ifPresent(
            current ->
                current.theirs =
                    Optional.of(new CopyFiles.TablesDigest(digest.rows(), digest.checksum())));
  }

  /** A change of {@code dataId} was applied. */
  void applied(long dataId) {
    for (Question question : questions.values()) {
      question.changed |= question.part.dataId() == dataId;
    }
  }

  /** Asks on, and says so when all is done. */
  void proceed(Link primary) {
    if (round.isEmpty()) {
      return;
    }
    while (questions.size() < QUESTIONS) {
      Optional<FileRanges.Range> next = todo.first(PART_BYTES);
      if (next.isEmpty()) {
        break;
      }
      FileRanges.Range part = next.get();
      todo.remove(part.dataId(), part.from(), FileRanges.END);
      ask(primary, new Question(part, 1));
    }
    Round current = round.get();
    if (questions.isEmpty() && current.mine.isPresent() && current.theirs.isPresent()) {
      finish(primary, current, current.mine.get(), current.theirs.get());
    }
  }

  private void ask(Link primary, Question question) {
    // Negative numbers: those of the fetcher are positive.
    questions.put(--lastId, question);
    primary.send(
        new Frame.Fetch(lastId, question.part.dataId(), question.part.from(), PART_BYTES, true));
  }

  private void finish(
      Link primary, Round current, CopyFiles.TablesDigest mine, CopyFiles.TablesDigest theirs) {
    long rows = mine.equals(theirs) ? 0 : Math.max(1, Math.abs(mine.rows() - theirs.rows()));
    primary.send(new Frame.Compared(current.id, current.bytes, rows, current.blocks));
    round = Optional.empty();
  }

  /** An answer. */
  void received(Link primary, Frame.Sum sum) throws IOException {
    Question question = questions.remove(sum.id());
    if (question == null || round.isEmpty()) {
      return;
    }
    FileRanges.Range part = question.part;
    if (isSame(part, sum)) {
      round.get().bytes += sum.length();
    } else if (question.changed && question.attempt < ATTEMPTS) {
      ask(primary, new Question(part, question.attempt + 1));
      return;
    } else if (!question.changed) {
      differs(part);
    }
    long end = part.from() + PART_BYTES;
    long next = earlier(sum.nextData(), sequencer.files().nextData(part.dataId(), end));
    if (next >= 0) {
      todo.add(part.dataId(), next, FileRanges.END);
    }
  }

  /** The earlier of two places where there is data, -1 standing for none. */
  private static long earlier(long one, long other) {
    return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
  }

  private void differs(FileRanges.Range part) throws IOException {
    sequencer.missesData();
    sequencer.missing().add(part.dataId(), part.from(), part.from() + PART_BYTES);
    round.orElseThrow().blocks += PART_BYTES / FileRanges.BLOCK_BYTES;
  }

  private boolean isSame(FileRanges.Range part, Frame.Sum sum) throws IOException {
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(PART_BYTES);
    try {
      sequencer.files().readData(part.dataId(), part.from(), PART_BYTES, bytes);
      // Zeros behind the end of a file are as good as none.
      int length = Math.max(sum.length(), bytes.readableBytes());
      return checksum(bytes, sum.length()) == sum.checksum() && isZero(bytes, sum.length(), length);
    } finally {
      bytes.release();
    }
  }

  private static long checksum(ByteBuf bytes, int length) {
    if (bytes.readableBytes() < length) {
      bytes.writeZero(length - bytes.readableBytes());
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.nioBuffer(bytes.readerIndex(), length));
    return checksum.getValue();
  }

  private static boolean isZero(ByteBuf bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes.getByte(bytes.readerIndex() + at) != 0) {
        return false;
      }
    }
    return true;
  }
}
