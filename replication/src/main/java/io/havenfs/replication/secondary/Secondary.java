package io.havenfs.replication.secondary;

import io.havenfs.engine.core.Role;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.Turns;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role of a copy that obeys. Owned by the sequencer.
 *
 * <p>It obeys one connection at a time: the last one that greeted it under an epoch not older than
 * the newest it heard of. What it acknowledges as in memory was handed to its operating system; as
 * on disk, synced. It applies entries only when the primary says that they are committed.
 */
public final class Secondary implements Role {
  private static final Logger LOG = LoggerFactory.getLogger(Secondary.class);
  private static final Frame.Ack NOTHING = new Frame.Ack(-1, -1, -1, false, 0, 0);

  private final Sequencer sequencer;
  private final Fetcher fetcher;
  private final Comparer comparer;
  private Optional<Link> link = Optional.empty();
  private Stage stage = Stage.ALONE;
  private long committedSn;
  private Optional<TablesLoading> loading = Optional.empty();
  private Frame.Ack sent = NOTHING;

  private enum Stage {
    /** Nobody to obey. */
    ALONE,
    /** Said what it has; the primary's verdict is awaited. */
    GREETED,
    /** Its tables are being replaced. */
    LOADING,
    /** Entries come out of the primary's log. */
    CATCHING_UP,
    /** Entries come as they are decided. */
    LIVE
  }

  /**
   * @param limits those in force, at each asking
   * @param turns at fetching file data
   */
  public Secondary(Sequencer sequencer, Supplier<ReplicationLimits> limits, Turns turns) {
    this.sequencer = sequencer;
    this.committedSn = sequencer.replica().appliedSn();
    this.comparer = new Comparer(sequencer);
    this.fetcher = new Fetcher(sequencer, limits, turns, comparer);
  }

  /** Begins to see what is applied. The sequencer has this role by now. */
  public void start() {
    sequencer.replica().watch(Optional.of(fetcher));
  }

  /** Obeys no longer. */
  public void stop() {
    sequencer.replica().watch(Optional.empty());
    hangUp();
  }

  private void hangUp() {
    link.ifPresent(Link::close);
    left();
  }

  private void left() {
    link = Optional.empty();
    stage = Stage.ALONE;
    loading = Optional.empty();
    sent = NOTHING;
    fetcher.forget();
    comparer.forget();
  }

  /**
   * A primary of an epoch that is not older than any heard of says hello. What an earlier one sent
   * is written, and acknowledged to nobody.
   */
  public void greeted(Link primary, Frame.Hello hello) throws IOException {
    hangUp();
    sequencer.heardOf(hello.epoch());
    link = Optional.of(primary);
    stage = Stage.GREETED;
    sequencer.commitNow();
    long applied = sequencer.replica().appliedSn();
    primary.send(
        new Frame.Tail(
            applied,
            sequencer.replica().epochOf(applied),
            sequencer.replica().tail(),
            sequencer.isWhole(),
            sequencer.hasTables()));
    primary.flush();
  }

  /** The connection broke. */
  public void broken(Link gone) {
    if (isMine(gone)) {
      left();
    }
  }

  private boolean isMine(Link other) {
    return link.filter(current -> current == other).isPresent();
  }

  /** A frame of a connection that greeted; those of any but the last one are of no interest. */
  public void received(Link from, Frame frame) throws IOException {
    if (!isMine(from)) {
      frame.release();
      return;
    }
    try {
      obey(from, frame);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException wrong) {
      LOG.error("the primary sent what cannot be: {}", wrong.toString());
      hangUp();
    }
  }

  private void obey(Link from, Frame frame) throws IOException {
    switch (frame) {
      case Frame.Append append -> append(append);
      case Frame.Commit(long sn) -> committedSn = Math.max(committedSn, sn);
      case Frame.Resume(long afterSn) -> resume(afterSn);
      case Frame.Live() -> stage = Stage.LIVE;
      case Frame.Alive() -> {}
      case Frame.Flush flush -> flush(from, flush);
      case Frame.Data data -> fetcher.received(data);
      case Frame.Sum sum -> comparer.received(from, sum);
      case Frame.Compare(long id) -> {
        sequencer.commitNow();
        comparer.start(id);
      }
      case Frame.Files files -> comparer.files(files);
      case Frame.Digest digest -> comparer.digest(digest);
      case Frame.Load(boolean all) -> beginLoading(all);
      case Frame.Missing(FileRanges ranges) -> misses(ranges);
      case Frame.Rows rows -> load(rows);
      case Frame.Loaded(long sn, long epoch) -> finishLoading(sn, epoch);
      default -> {
        frame.release();
        throw new IllegalArgumentException("not from a primary: " + frame);
      }
    }
  }

  private void append(Frame.Append append) throws IOException {
    if (stage != Stage.CATCHING_UP && stage != Stage.LIVE) {
      append.release();
      throw new IllegalStateException("an entry before it was said where to go on");
    }
    committedSn = Math.max(committedSn, append.committedSn());
    sequencer.replica().accept(append.entry());
  }

  private void resume(long afterSn) throws IOException {
    if (stage != Stage.GREETED) {
      throw new IllegalStateException("resumed twice");
    }
    sequencer.commitNow();
    sequencer.replica().cut(afterSn);
    committedSn = sequencer.replica().appliedSn();
    stage = Stage.CATCHING_UP;
  }

  private void beginLoading(boolean all) throws IOException {
    if (stage != Stage.GREETED) {
      throw new IllegalStateException("loaded twice");
    }
    loading = Optional.of(TablesLoading.begin(sequencer, all));
    stage = Stage.LOADING;
  }

  private TablesLoading loading() {
    return loading.orElseThrow(() -> new IllegalStateException("no tables were announced"));
  }

  private void load(Frame.Rows rows) {
    try {
      loading().rows(rows.rows());
    } finally {
      rows.release();
    }
  }

  private void finishLoading(long sn, long epoch) throws IOException {
    loading().finish(sn, epoch);
    loading = Optional.empty();
    committedSn = sn;
    stage = Stage.CATCHING_UP;
  }

  private void misses(FileRanges ranges) throws IOException {
    if (loading.isPresent()) {
      loading.get().misses(ranges);
    } else {
      sequencer.missesData();
      sequencer.missing().addAll(ranges);
    }
  }

  private void flush(Link from, Frame.Flush flush) throws IOException {
    sequencer.commitNow();
    if (flush.isForAll()) {
      sequencer.ports().requestSync(sequencer.replica().decidedSn());
    }
    sequencer
        .ports()
        .background(
            () -> sync(flush),
            () -> {
              if (isMine(from)) {
                from.send(new Frame.Flushed(flush.id()));
                from.flush();
              }
            });
  }

  private void sync(Frame.Flush flush) throws IOException {
    if (flush.isForAll()) {
      sequencer.files().syncAllData();
    } else {
      sequencer.files().syncData(new HashSet<>(flush.dataIds()));
    }
  }

  // ---- the sequencer's questions

  @Override
  public boolean leads() {
    return false;
  }

  @Override
  public boolean decides() {
    return false;
  }

  @Override
  public boolean answers() {
    return false;
  }

  /** Up to where the primary says that entries are committed. */
  @Override
  public long memorySn() {
    return committedSn;
  }

  @Override
  public long diskSn() {
    return Long.MAX_VALUE;
  }

  @Override
  public void turnEnded(long nanoTime, boolean worked) {
    if (link.isEmpty() || stage == Stage.GREETED || stage == Stage.LOADING) {
      return;
    }
    Link primary = link.get();
    if (stage == Stage.LIVE) {
      fetcher.fetch(primary, nanoTime);
      becomeWhole();
      comparer.proceed(primary);
    }
    Frame.Ack now = ack();
    if (!now.equals(sent)) {
      sent = now;
      primary.send(now);
    }
    primary.flush();
  }

  private void becomeWhole() {
    if (fetcher.isDone() && (!sequencer.isWhole() || sequencer.stateLost())) {
      try {
        sequencer.becomeWhole();
        LOG.info("up to date with entry {}", sequencer.replica().appliedSn());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private Frame.Ack ack() {
    return new Frame.Ack(
        sequencer.replica().decidedSn(),
        Math.min(sequencer.ports().syncedSn(), sequencer.replica().decidedSn()),
        sequencer.replica().appliedSn(),
        sequencer.isWhole(),
        sequencer.missing().bytes(),
        fetcher.fetchedBytes());
  }

  @Override
  public long patienceNanos() {
    return fetcher.patienceNanos();
  }

  /** How far the synchronisation under way has got, if one is. */
  public Optional<ReplicaStatus.Progress> progress() {
    if (stage == Stage.LIVE && sequencer.isWhole()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReplicaStatus.Progress(
            0, sequencer.missing().bytes(), fetcher.fetchedBytes(), fetcher.bytesPerSecond()));
  }
}
