package io.havenfs.replication.primary;

import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.data.FileRanges;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * From being named to deciding. Owned by the sequencer.
 *
 * <p>First the inherited tail is committed: entries that this copy accepted from an earlier primary
 * and does not know to be committed. Whatever an earlier primary answered is in it, or was applied
 * here, because this copy was in sync then. When all peers that count have the tail, the service
 * gets a new write verifier if bytes may be lost, and when that is committed, too, changes are
 * decided.
 */
final class Takeover {
  private final Sequencer sequencer;
  private final long epoch;
  private final Consumer<FileRanges> doubt;
  private final Runnable onLeading;
  private Stage stage = Stage.RECONCILING;

  private enum Stage {
    /** The inherited tail is being committed. */
    RECONCILING,
    /** What had to be decided first is being committed. */
    IDENTIFYING,
    LEADING
  }

  /**
   * @param doubt told of bytes that may be lost here, and that others may have or not: what this
   *     copy has is what counts from now on, and the others fetch it
   * @param onLeading told once changes are decided
   */
  Takeover(Sequencer sequencer, long epoch, Consumer<FileRanges> doubt, Runnable onLeading) {
    this.sequencer = sequencer;
    this.epoch = epoch;
    this.doubt = doubt;
    this.onLeading = onLeading;
  }

  /** Begins: from now on older primaries are refused. */
  void start() throws IOException {
    sequencer.heardOf(epoch);
    sequencer.prepareLeading(epoch);
  }

  /** Whether changes are decided. */
  boolean isDone() {
    return stage == Stage.LEADING;
  }

  /** Goes from stage to stage. */
  void advance() throws IOException {
    if (stage == Stage.LEADING
        || sequencer.replica().appliedSn() != sequencer.replica().decidedSn()) {
      return;
    }
    if (stage == Stage.RECONCILING) {
      stage = Stage.IDENTIFYING;
      doubt.accept(sequencer.missing().copy());
      sequencer.beginDeciding(epoch);
      advance();
    } else {
      sequencer.identified();
      stage = Stage.LEADING;
      onLeading.run();
    }
  }
}
