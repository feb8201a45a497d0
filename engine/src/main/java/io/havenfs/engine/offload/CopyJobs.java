package io.havenfs.engine.offload;

import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is decided about copies. Immutable; changing methods run on the sequencer. */
public final class CopyJobs {
  /** The most jobs that there are at a time; when there are so many, none can be started. */
  public static final int MAX_JOBS = 256;

  /** How many bytes a job copies before it makes them stable. */
  static final long FLUSH_EVERY = 64L << 20;

  private final FileSystem files;

  public CopyJobs(FileSystem files) {
    this.files = files;
  }

  /** The job, if it is (still) known. */
  public static Optional<CopyJob> find(View view, long id) {
    return Optional.ofNullable(view.get(CopyTables.JOBS, id));
  }

  /** The numbers of all jobs. */
  public static List<Long> all(View view) {
    List<Long> ids = new ArrayList<>();
    view.scan(CopyTables.JOBS, Long.MIN_VALUE, (id, job) -> ids.add(id));
    return ids;
  }

  /** Whether another job may be started. */
  public static boolean hasRoom(View view) {
    return all(view).size() < MAX_JOBS;
  }

  /** Notes a job, of which nothing is done yet; returns its number. */
  public static long start(Transaction tx, CopyJob job) {
    long id = tx.newId();
    tx.put(CopyTables.JOBS, id, job);
    return id;
  }

  /** Forgets a job: its client gave it up, knows how it ended, or is gone. */
  public static void forget(Transaction tx, long id) {
    tx.delete(CopyTables.JOBS, id);
  }

  /**
   * Copies the next piece.
   *
   * @param takeUp whether another process did the steps before, so that only what is stable counts
   * @return whether there is more to do
   */
  public boolean step(Transaction tx, long id, boolean takeUp) {
    Optional<CopyJob> known = find(tx, id);
    if (known.isEmpty() || known.get().ended()) {
      return false;
    }
    CopyJob job = takeUp ? known.get().rewound() : known.get();
    CopyJob next;
    try {
      next = copied(tx, job);
    } catch (FsException e) {
      next = job.end(e.status());
    }
    tx.put(CopyTables.JOBS, id, next);
    return !next.ended();
  }

  private CopyJob copied(Transaction tx, CopyJob job) {
    int wanted = (int) Math.min(FileLimits.MAX_COPY, job.left());
    int copied =
        files.copy(
            tx,
            job.who(),
            job.source(),
            job.sourceOffset() + job.done(),
            job.target(),
            job.targetOffset() + job.done(),
            wanted,
            WriteStability.UNSTABLE);
    CopyJob next = job.advanced(copied);
    boolean last = copied == 0 || next.left() == 0;
    if (last || next.done() - next.stable() >= FLUSH_EVERY) {
      files.commit(tx, job.target());
      next = next.flushed();
    }
    return last ? next.end(Status.OK) : next;
  }
}
