package io.havenfs.engine.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.EntryKey;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import org.jspecify.annotations.Nullable;

/** Finding objects. */
final class Nodes {
  private Nodes() {}

  /** The object; STALE when it is gone. */
  static Inode inode(View view, long fileId) {
    Inode inode = view.get(FileTables.INODES, fileId);
    if (inode == null) {
      throw FsException.of(Status.STALE);
    }
    return inode;
  }

  /** The directory, when {@code who} may search it. */
  static Inode searchable(View view, Credentials who, long fileId) {
    Inode directory = inode(view, fileId);
    requireSearchable(view, who, directory);
    return directory;
  }

  /** NOT_DIRECTORY, IS_SYMLINK or ACCESS_DENIED unless it is a directory to look names up in. */
  static void requireSearchable(View view, Credentials who, Inode directory) {
    requireDirectory(directory);
    Permissions.require(view, who, directory, AceMask.EXECUTE);
  }

  static void requireDirectory(Inode inode) {
    switch (inode.type()) {
      case DIRECTORY -> {}
      case SYMLINK -> throw FsException.of(Status.IS_SYMLINK);
      default -> throw FsException.of(Status.NOT_DIRECTORY);
    }
  }

  /** The regular file; otherwise STALE, IS_DIRECTORY, IS_SYMLINK or WRONG_TYPE. */
  static Inode regular(View view, long fileId) {
    Inode inode = inode(view, fileId);
    requireRegular(inode);
    return inode;
  }

  static void requireRegular(Inode inode) {
    switch (inode.type()) {
      case REGULAR -> {}
      case DIRECTORY -> throw FsException.of(Status.IS_DIRECTORY);
      case SYMLINK -> throw FsException.of(Status.IS_SYMLINK);
      default -> throw FsException.of(Status.WRONG_TYPE);
    }
  }

  /** What {@code name} stands for in {@code directory}, or null. */
  static @Nullable Entry find(View view, Inode directory, Name name) {
    Names.check(name);
    return view.get(FileTables.ENTRIES, new EntryKey(directory.id(), name));
  }

  /** The same, or NO_ENTRY. */
  static Entry require(View view, Inode directory, Name name) {
    Entry entry = find(view, directory, name);
    if (entry == null) {
      throw FsException.of(Status.NO_ENTRY);
    }
    return entry;
  }

  /**
   * The object of an entry. On a view that changes meanwhile it may have gone since the entry was
   * read: then the name has, too.
   */
  static Inode behind(View view, Entry entry) {
    Inode inode = view.get(FileTables.INODES, entry.fileId());
    if (inode == null) {
      throw FsException.of(Status.NO_ENTRY);
    }
    return inode;
  }
}
