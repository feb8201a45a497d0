package io.havenfs.engine.client.open;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;

/**
 * Frees files that have no name any more once nobody has them open. On the sequencer, but for
 * {@link #exists}.
 */
public interface UnusedFiles {
  /** Those of {@code files}. */
  static UnusedFiles of(FileSystem files) {
    return new UnusedFiles() {
      @Override
      public void lastClose(Transaction tx, long fileId) {
        files.lastClose(tx, fileId);
      }

      @Override
      public int sweep(Transaction tx, int max) {
        return files.sweepOrphans(tx, max);
      }

      @Override
      public boolean exists(View view, long fileId) {
        return files.exists(view, fileId);
      }
    };
  }

  /** The last state of the file is gone, within the change that removed it. */
  void lastClose(Transaction tx, long fileId);

  /**
   * Frees up to {@code max} files without a name or a state: what is left over when opens were
   * lost. Returns how many were freed.
   */
  int sweep(Transaction tx, int max);

  /** Whether the file has not been freed yet. */
  boolean exists(View view, long fileId);
}
