package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.View;

/** Where inodes are looked up. */
@FunctionalInterface
public interface InodeSource {
  /** The inode; STALE is thrown when there is none (any more). */
  Inode inode(View view, long fileId);
}
