package io.havenfs.engine.offload;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Status;

/**
 * A copy that is going on, or has ended and is kept until its client knows.
 *
 * @param clientId the client that asked
 * @param who as whom
 * @param handle what the client calls the target file
 * @param source the source's file id
 * @param sourceOffset where the bytes come from
 * @param target the target's file id
 * @param targetOffset where they go
 * @param count how many are wanted
 * @param done how many are copied
 * @param stable how many of those are on stable storage
 * @param ended whether it has ended
 * @param status how it ended; OK while it has not
 */
public record CopyJob(
    long clientId,
    Credentials who,
    Bytes handle,
    long source,
    long sourceOffset,
    long target,
    long targetOffset,
    long count,
    long done,
    long stable,
    boolean ended,
    Status status) {

  /** The bytes that are left. */
  public long left() {
    return count - done;
  }

  CopyJob advanced(int copied) {
    return with(done + copied, stable, ended, status);
  }

  CopyJob flushed() {
    return with(done, done, ended, status);
  }

  /** What another process knows to be done. */
  CopyJob rewound() {
    return with(stable, stable, ended, status);
  }

  CopyJob end(Status how) {
    return with(done, stable, true, how);
  }

  private CopyJob with(long newDone, long newStable, boolean newEnded, Status newStatus) {
    return new CopyJob(
        clientId,
        who,
        handle,
        source,
        sourceOffset,
        target,
        targetOffset,
        count,
        newDone,
        newStable,
        newEnded,
        newStatus);
  }
}
