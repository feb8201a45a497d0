package io.havenfs.nfs.nfs3;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;

/** Moves the access time of an object that was read. Nobody waits for it, and it may get lost. */
record AccessTimeUpdate(FileSystem files, long fileId) implements Change {
  @Override
  public void decide(Transaction tx) {
    try {
      files.readAccess(tx, fileId);
    } catch (FsException gone) {
      // Nothing to note the access on.
    }
  }

  @Override
  public void committed() {}

  @Override
  public void failed(Throwable cause) {}
}
