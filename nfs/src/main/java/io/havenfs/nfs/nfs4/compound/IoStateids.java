package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.proto.Stateid;

/**
 * Judges the stateid that comes with READ, WRITE, SETATTR of a size, and their like (RFC 8881
 * section 8.2.5 and 9.1). Implemented beside the state operations.
 */
public interface IoStateids {
  /**
   * Checks that {@code stateid} (as it came; the special one for "current" is resolved here) may be
   * used to read {@code file} on the compound's session. Throws what the RFC says otherwise.
   *
   * @return whether the stateid stands for an open that allows it, so that permission was checked
   *     when the file was opened; false for a special stateid
   */
  boolean mayRead(Compound compound, Stateid stateid, Inode file);

  /** The same for changing the file's contents or size. */
  boolean mayWrite(Compound compound, Stateid stateid, Inode file);
}
