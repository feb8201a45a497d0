package io.havenfs.nfs.service;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;

/** Access times of what was read. Nobody waits for them, and they may get lost. */
public final class AccessTimes {
  private AccessTimes() {}

  /** Has the access time of {@code inode}, as it was when it was read, moved if it is due. */
  public static void note(NfsContext context, Inode inode) {
    if (context.files().needsAtimeUpdate(inode, context.time().wallNanos())) {
      context.engine().submit(new Update(context.files(), inode.id()));
    }
  }

  private record Update(FileSystem files, long fileId) implements Change {
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
}
