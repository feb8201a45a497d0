package io.havenfs.replication.secondary;

import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.data.FileRanges;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * Tables that are being replaced by the primary's. Owned by the sequencer. What is not finished is
 * begun again, by whichever primary.
 */
final class TablesLoading {
  private final Sequencer sequencer;
  private final boolean all;

  /** File data that has to be fetched once the tables are here. */
  private final FileRanges missing;

  private TablesLoading(Sequencer sequencer, boolean all, FileRanges missing) {
    this.sequencer = sequencer;
    this.all = all;
    this.missing = missing;
  }

  /**
   * Throws the tables away.
   *
   * @param all whether all data files are to be fetched, and no others kept
   */
  static TablesLoading begin(Sequencer sequencer, boolean all) throws IOException {
    // What an earlier process may have done for entries of the tail has to be fetched, too.
    sequencer.replica().cut(sequencer.replica().appliedSn());
    FileRanges missing = all ? new FileRanges() : sequencer.missing().copy();
    sequencer.beginLoading();
    return new TablesLoading(sequencer, all, missing);
  }

  /** Rows of the primary's. */
  void rows(ByteBuf rows) {
    sequencer.load(rows);
  }

  /** Parts of data files to be fetched. */
  void misses(FileRanges ranges) {
    missing.addAll(ranges);
  }

  /** The tables are complete as of entry {@code sn}, of {@code epoch}. */
  void finish(long sn, long epoch) throws IOException {
    if (all) {
      for (long id : sequencer.files().dataIds()) {
        if (!missing.touches(id, 0, FileRanges.END)) {
          sequencer.files().dropData(id);
        }
      }
    }
    sequencer.finishLoading(sn, epoch, missing);
  }
}
