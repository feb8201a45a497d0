package io.havenfs.node.front;

import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.tx.Transaction;

/** Tells the file system what the client state knows: which files are not open any more. */
record NamelessFiles(FileSystem files) implements UnusedFiles {
  @Override
  public void lastClose(Transaction tx, long fileId) {
    files.lastClose(tx, fileId);
  }

  @Override
  public int sweep(Transaction tx, int max) {
    return files.sweepOrphans(tx, max);
  }
}
