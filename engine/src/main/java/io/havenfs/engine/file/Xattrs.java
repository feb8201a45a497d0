package io.havenfs.engine.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.XattrKey;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extended attributes of the "user" kind (RFC 8276): of regular files and directories only, read
 * and written by those who may read and write the contents; in a sticky directory only by its
 * owner.
 */
final class Xattrs {
  private static final Name FIRST = new Name(new byte[0]);

  private final FileLimits limits;
  private final Accounting accounting;

  Xattrs(FileLimits limits, Accounting accounting) {
    this.limits = limits;
    this.accounting = accounting;
  }

  private static boolean canHave(Inode inode) {
    return inode.isRegular() || inode.isDirectory();
  }

  static Bytes get(View view, Credentials who, Inode inode, Name name) {
    requireName(name);
    if (!canHave(inode)) {
      throw FsException.of(Status.NO_XATTR);
    }
    Permissions.require(view, who, inode, AceMask.READ_NAMED_ATTRS);
    Bytes value = inode.xattrBytes() == 0 ? null : find(view, inode, name);
    if (value == null) {
      throw FsException.of(Status.NO_XATTR);
    }
    return value;
  }

  static List<Name> list(View view, Inode inode) {
    List<Name> names = new ArrayList<>();
    if (inode.xattrBytes() > 0) {
      view.scan(
          FileTables.XATTRS,
          new XattrKey(inode.id(), FIRST),
          (key, value) -> key.fileId() == inode.id() && names.add(key.name()));
    }
    return names;
  }

  Inode set(Transaction tx, Credentials who, long fileId, Name name, Bytes value, XattrMode mode) {
    Inode inode = Nodes.inode(tx, fileId);
    requireMayChange(tx, who, inode, name);
    if (value.length() > FileLimits.MAX_XATTR_VALUE) {
      throw FsException.of(Status.XATTR_TOO_BIG);
    }
    Bytes old = find(tx, inode, name);
    if (old != null && mode == XattrMode.CREATE) {
      throw FsException.of(Status.EXISTS);
    }
    if (old == null && mode == XattrMode.REPLACE) {
      throw FsException.of(Status.NO_XATTR);
    }
    int more = bytes(name, value) - bytes(name, old);
    if (more > limits.maxXattrBytes() - inode.xattrBytes()) {
      throw FsException.of(Status.NO_SPACE);
    }
    accounting.requireRoom(more);
    tx.put(FileTables.XATTRS, new XattrKey(fileId, name), value);
    return changed(tx, inode, more);
  }

  Inode remove(Transaction tx, Credentials who, long fileId, Name name) {
    Inode inode = Nodes.inode(tx, fileId);
    requireMayChange(tx, who, inode, name);
    Bytes old = find(tx, inode, name);
    if (old == null) {
      throw FsException.of(Status.NO_XATTR);
    }
    tx.delete(FileTables.XATTRS, new XattrKey(fileId, name));
    return changed(tx, inode, -bytes(name, old));
  }

  private static Inode changed(Transaction tx, Inode inode, int more) {
    Inode after = inode.edit().xattrBytes(inode.xattrBytes() + more).touched(tx.now()).build();
    tx.put(FileTables.INODES, inode.id(), after);
    tx.require(Durability.DISK);
    return after;
  }

  private static void requireMayChange(View view, Credentials who, Inode inode, Name name) {
    requireName(name);
    if (!canHave(inode)) {
      throw FsException.of(Status.NOT_OWNER);
    }
    if (inode.isDirectory() && (inode.mode() & Permissions.STICKY) != 0) {
      Permissions.requireOwner(who, inode);
    }
    Permissions.require(view, who, inode, AceMask.WRITE_NAMED_ATTRS);
  }

  private static void requireName(Name name) {
    if (name.length() == 0) {
      throw FsException.of(Status.INVALID);
    }
    if (name.length() > Name.MAX_LENGTH) {
      throw FsException.of(Status.NAME_TOO_LONG);
    }
  }

  private static @Nullable Bytes find(View view, Inode inode, Name name) {
    return view.get(FileTables.XATTRS, new XattrKey(inode.id(), name));
  }

  private static int bytes(Name name, @Nullable Bytes value) {
    return value == null ? 0 : name.length() + value.length();
  }

  /** Deletes all rows of an object that is being freed. */
  static void deleteAll(Transaction tx, Inode inode) {
    for (Name name : list(tx, inode)) {
      tx.delete(FileTables.XATTRS, new XattrKey(inode.id(), name));
    }
  }
}
