package io.havenfs.engine.file;

import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.EntryKey;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.InodeEdit;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;

/** The rows of directory entries: one by name and one by cookie, always changed together. */
final class Directories {
  private Directories() {}

  /** The object behind a name, "." and ".." included. */
  static Inode lookup(View view, Credentials who, Inode directory, Name name) {
    Nodes.requireSearchable(view, who, directory);
    if (Names.isSelf(name)) {
      return directory;
    }
    if (Names.isParent(name)) {
      return Nodes.inode(view, directory.parent());
    }
    return Nodes.behind(view, Nodes.require(view, directory, name));
  }

  /** Shows the entries after a cookie; BAD_COOKIE for one that was never given out. */
  static void list(
      View view, Inode directory, long afterCookie, View.Visitor<CookieKey, NamedEntry> visitor) {
    if (afterCookie < 0 || afterCookie >= directory.nextCookie()) {
      throw FsException.of(Status.BAD_COOKIE);
    }
    long id = directory.id();
    long first = Math.max(afterCookie + 1, FileLimits.FIRST_COOKIE);
    view.scan(
        FileTables.COOKIES,
        new CookieKey(id, first),
        (key, entry) -> key.directory() == id && visitor.visit(key, entry));
  }

  /** Puts both rows of an entry. */
  static void put(Transaction tx, long directory, Name name, long fileId, long cookie) {
    tx.put(FileTables.ENTRIES, new EntryKey(directory, name), new Entry(fileId, cookie));
    tx.put(FileTables.COOKIES, new CookieKey(directory, cookie), new NamedEntry(name, fileId));
  }

  /** Deletes both rows of an entry. */
  static void delete(Transaction tx, long directory, Name name, long cookie) {
    tx.delete(FileTables.ENTRIES, new EntryKey(directory, name));
    tx.delete(FileTables.COOKIES, new CookieKey(directory, cookie));
  }

  /** Adds a name that is not there yet, with the directory's next cookie, and counts it. */
  static void add(Transaction tx, Inode directory, Name name, Inode child) {
    put(tx, directory.id(), name, child.id(), directory.nextCookie());
    InodeEdit edit = directory.edit();
    edit.entries(directory.entries() + 1).nextCookie(directory.nextCookie() + 1);
    if (child.isDirectory()) {
      edit.links(directory.links() + 1);
    }
    tx.put(FileTables.INODES, directory.id(), edit.modified(tx.now()).build());
  }

  /** Takes a name away, and counts it. */
  static void take(Transaction tx, Inode directory, Name name, Entry entry, Inode child) {
    delete(tx, directory.id(), name, entry.cookie());
    InodeEdit edit = directory.edit().entries(directory.entries() - 1);
    if (child.isDirectory()) {
      edit.links(directory.links() - 1);
    }
    tx.put(FileTables.INODES, directory.id(), edit.modified(tx.now()).build());
  }
}
