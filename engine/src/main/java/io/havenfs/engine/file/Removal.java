package io.havenfs.engine.file;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * Taking names away, and objects with their last name. A file that is open then stays, as an
 * orphan, until its last close; the orphans' table survives a crash, so that none is forgotten.
 */
final class Removal {
  /** What a removal wants the object to be. */
  enum Wanted {
    DIRECTORY,
    NOT_DIRECTORY,
    ANY
  }

  private final OpenFiles openFiles;
  private final Accounting accounting;

  Removal(OpenFiles openFiles, Accounting accounting) {
    this.openFiles = openFiles;
    this.accounting = accounting;
  }

  void remove(Transaction tx, Credentials who, long directoryId, Name name, Wanted wanted) {
    Inode directory = Nodes.searchable(tx, who, directoryId);
    Entry entry = Nodes.require(tx, directory, name);
    Inode victim = Nodes.behind(tx, entry);
    Permissions.requireDelete(tx, who, directory, victim);
    requireType(victim, wanted);
    if (victim.isDirectory() && victim.entries() > 0) {
      throw FsException.of(Status.NOT_EMPTY);
    }
    Directories.take(tx, directory, name, entry, victim);
    unlink(tx, victim);
    tx.require(Durability.DISK);
  }

  private static void requireType(Inode victim, Wanted wanted) {
    if (wanted == Wanted.DIRECTORY && !victim.isDirectory()) {
      throw FsException.of(Status.NOT_DIRECTORY);
    }
    if (wanted == Wanted.NOT_DIRECTORY && victim.isDirectory()) {
      throw FsException.of(Status.IS_DIRECTORY);
    }
  }

  /** One name of the object is gone. */
  void unlink(Transaction tx, Inode victim) {
    if (victim.isDirectory()) {
      free(tx, victim);
    } else if (victim.links() > 1) {
      put(tx, victim, victim.links() - 1);
    } else if (openFiles.isOpen(tx, victim.id())) {
      put(tx, victim, 0);
      tx.put(FileTables.ORPHANS, victim.id(), tx.now());
    } else {
      free(tx, victim);
    }
  }

  private static void put(Transaction tx, Inode inode, int links) {
    tx.put(FileTables.INODES, inode.id(), inode.edit().links(links).touched(tx.now()).build());
  }

  private void free(Transaction tx, Inode inode) {
    tx.delete(FileTables.INODES, inode.id());
    if (!inode.isInline()) {
      tx.change(new DataChange.Drop(inode.dataId()));
    } else if (inode.type() == FileType.SYMLINK || (inode.isRegular() && inode.space() > 0)) {
      tx.delete(FileTables.CONTENTS, inode.id());
    }
    if (inode.xattrBytes() > 0) {
      Xattrs.deleteAll(tx, inode);
    }
    Acls.delete(tx, inode);
    accounting.charge(tx, inode.uid(), inode.gid(), -inode.space(), -1);
  }

  void lastClose(Transaction tx, long fileId) {
    if (tx.get(FileTables.ORPHANS, fileId) != null && !openFiles.isOpen(tx, fileId)) {
      tx.delete(FileTables.ORPHANS, fileId);
      free(tx, Nodes.inode(tx, fileId));
    }
  }

  int sweep(Transaction tx, int max) {
    List<Long> found = new ArrayList<>();
    tx.scan(
        FileTables.ORPHANS,
        Long.MIN_VALUE,
        (fileId, since) -> {
          if (!openFiles.isOpen(tx, fileId)) {
            found.add(fileId);
          }
          return found.size() < max;
        });
    found.forEach(fileId -> lastClose(tx, fileId));
    return found.size();
  }
}
