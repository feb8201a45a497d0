package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** Refuses objects of the wrong type as RFC 8881 wants (sections 18.3, 18.22, 18.32). */
public final class Types {
  private Types() {}

  /** Lets only regular files pass: the object of I/O. */
  public static void requireRegular(Inode inode) {
    switch (inode.type()) {
      case REGULAR -> {}
      case DIRECTORY -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ISDIR);
      case SYMLINK -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_SYMLINK);
      default -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_WRONG_TYPE);
    }
  }

  /** Lets only directories pass. */
  public static void requireDirectory(Inode inode) {
    switch (inode.type()) {
      case DIRECTORY -> {}
      case SYMLINK -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_SYMLINK);
      default -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOTDIR);
    }
  }
}
