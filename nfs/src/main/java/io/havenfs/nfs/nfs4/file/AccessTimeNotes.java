package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.Target;

/**
 * Moves the access time of what was read, when it is due (relatime): as a change of its own that
 * nobody waits for. Thread-safe.
 */
public final class AccessTimeNotes {
  private final Engine engine;
  private final FileSystem files;
  private final Time time;

  public AccessTimeNotes(Engine engine, FileSystem files, Time time) {
    this.engine = engine;
    this.files = files;
    this.time = time;
  }

  /** The object was read. */
  public void read(Target.File file) {
    boolean due = files.needsAtimeUpdate(file.inode(), time.wallNanos());
    if (due && !file.export().readOnly()) {
      engine.submit(new Update(files, file.inode().id()));
    }
  }

  private record Update(FileSystem files, long fileId) implements Change {
    @Override
    public void decide(Transaction tx) {
      try {
        files.readAccess(tx, fileId);
      } catch (FsException gone) {
        // There is nothing left to note the access on.
      }
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
  }
}
