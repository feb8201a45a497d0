package io.havenfs.engine.file;

import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.AclMode;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Making objects and names. As in Linux, that a name exists is found before that the directory may
 * not be written.
 */
final class Creation {
  private static final int DEFAULT_FILE_MODE = 0644;
  private static final int DEFAULT_DIRECTORY_MODE = 0755;
  private static final int DEFAULT_SYMLINK_MODE = 0777;

  private final FileLimits limits;
  private final Accounting accounting;
  private final Attributes attributes;

  Creation(FileLimits limits, Accounting accounting, Attributes attributes) {
    this.limits = limits;
    this.accounting = accounting;
    this.attributes = attributes;
  }

  void format(Transaction tx) {
    Inode root =
        new NewInode(Inode.ROOT, FileType.DIRECTORY, DEFAULT_DIRECTORY_MODE, 0, 0)
            .parent(Inode.ROOT)
            .build(tx, SetAttributes.NONE);
    tx.put(FileTables.INODES, Inode.ROOT, root);
    accounting.charge(tx, 0, 0, root.space(), 1);
    tx.require(Durability.DISK);
  }

  Created file(
      Transaction tx,
      Credentials who,
      long directoryId,
      Name name,
      CreateMode mode,
      SetAttributes wanted) {
    Inode directory = Nodes.searchable(tx, who, directoryId);
    Entry existing = Nodes.find(tx, directory, name);
    if (existing != null) {
      return existing(tx, who, Nodes.behind(tx, existing), mode, wanted);
    }
    requireSize(wanted);
    boolean exclusive = mode instanceof CreateMode.Exclusive;
    NewInode file =
        owned(tx, who, directory, FileType.REGULAR, exclusive ? 0 : DEFAULT_FILE_MODE, wanted)
            .size(wanted.size().orElse(0));
    if (mode instanceof CreateMode.Exclusive(long verifier)) {
      file.verifier(stored(verifier));
    }
    return new Created(insert(tx, who, directory, name, file, wanted, null), true);
  }

  /** 0 means "no verifier" in an inode, so a verifier of 0 is stored as another number. */
  private static long stored(long verifier) {
    return verifier == 0 ? Long.MIN_VALUE : verifier;
  }

  private void requireSize(SetAttributes wanted) {
    if (wanted.size().isPresent()) {
      long size = wanted.size().getAsLong();
      if (size < 0 || size > limits.maxFileSize()) {
        throw FsException.of(Status.FILE_TOO_BIG);
      }
    }
  }

  private Created existing(
      Transaction tx, Credentials who, Inode file, CreateMode mode, SetAttributes wanted) {
    return switch (mode) {
      case CreateMode.Guarded() -> throw FsException.of(Status.EXISTS);
      case CreateMode.Exclusive(long verifier) -> {
        if (!file.isRegular() || file.verifier() != stored(verifier)) {
          throw FsException.of(Status.EXISTS);
        }
        yield new Created(file, true);
      }
      case CreateMode.Unchecked() -> {
        Nodes.requireRegular(file);
        SetAttributes size = SetAttributes.NONE.withSize(wanted.size());
        yield new Created(attributes.set(tx, who, file, size, false), false);
      }
    };
  }

  Inode directory(
      Transaction tx, Credentials who, long directoryId, Name name, SetAttributes wanted) {
    Inode directory = Nodes.searchable(tx, who, directoryId);
    requireAbsent(tx, directory, name);
    NewInode child =
        owned(tx, who, directory, FileType.DIRECTORY, DEFAULT_DIRECTORY_MODE, wanted)
            .parent(directory.id());
    return insert(tx, who, directory, name, child, wanted, null);
  }

  Inode symlink(
      Transaction tx,
      Credentials who,
      long directoryId,
      Name name,
      Bytes target,
      SetAttributes wanted) {
    Inode directory = Nodes.searchable(tx, who, directoryId);
    requireAbsent(tx, directory, name);
    if (target.length() == 0) {
      throw FsException.of(Status.INVALID);
    }
    if (target.length() > FileLimits.MAX_SYMLINK) {
      throw FsException.of(Status.NAME_TOO_LONG);
    }
    NewInode child =
        owned(tx, who, directory, FileType.SYMLINK, DEFAULT_SYMLINK_MODE, wanted)
            .size(target.length());
    return insert(tx, who, directory, name, child, wanted, target);
  }

  Inode node(
      Transaction tx,
      Credentials who,
      long directoryId,
      Name name,
      FileType type,
      long device,
      SetAttributes wanted) {
    boolean isDevice = type == FileType.BLOCK_DEVICE || type == FileType.CHARACTER_DEVICE;
    if (!isDevice && type != FileType.FIFO && type != FileType.SOCKET) {
      throw FsException.of(Status.WRONG_TYPE);
    }
    Inode directory = Nodes.searchable(tx, who, directoryId);
    requireAbsent(tx, directory, name);
    NewInode child =
        owned(tx, who, directory, type, DEFAULT_FILE_MODE, wanted).device(isDevice ? device : 0);
    Permissions.requireAdd(tx, who, directory, false);
    if (isDevice && !who.isRoot()) {
      throw FsException.of(Status.NOT_OWNER);
    }
    return insert(tx, who, directory, name, child, wanted, null);
  }

  Inode link(Transaction tx, Credentials who, long fileId, long directoryId, Name name) {
    Inode file = Nodes.inode(tx, fileId);
    Inode directory = Nodes.searchable(tx, who, directoryId);
    requireAbsent(tx, directory, name);
    requireCanGrow(tx, who, directory, false);
    if (file.isDirectory()) {
      throw FsException.of(Status.IS_DIRECTORY);
    }
    if (file.links() == 0) {
      throw FsException.of(Status.NO_ENTRY);
    }
    if (file.links() >= limits.maxLinks()) {
      throw FsException.of(Status.TOO_MANY_LINKS);
    }
    accounting.requireRoom(Accounting.METADATA_BYTES);
    Inode linked = file.edit().links(file.links() + 1).touched(tx.now()).build();
    tx.put(FileTables.INODES, fileId, linked);
    Directories.add(tx, directory, name, linked);
    tx.require(Durability.DISK);
    return linked;
  }

  private static void requireAbsent(Transaction tx, Inode directory, Name name) {
    if (Nodes.find(tx, directory, name) != null) {
      throw FsException.of(Status.EXISTS);
    }
  }

  private void requireCanGrow(View view, Credentials who, Inode directory, boolean subdirectory) {
    Permissions.requireAdd(view, who, directory, subdirectory);
    if (directory.entries() >= limits.maxEntries()) {
      throw FsException.of(Status.NO_SPACE);
    }
  }

  /** A new object's owner, group and mode. */
  private static NewInode owned(
      View view,
      Credentials who,
      Inode directory,
      FileType type,
      int defaultMode,
      SetAttributes wanted) {
    int uid = wanted.uid().orElse(who.uid());
    boolean inherits = (directory.mode() & Permissions.SET_GID) != 0;
    int gid = wanted.gid().orElse(inherits ? directory.gid() : who.gid());
    Optional<Acl> acl = Acls.ofNew(view, directory, type, defaultMode, wanted);
    int asked = wanted.mode().orElse(defaultMode);
    int umask = type == FileType.SYMLINK ? 0 : wanted.umask().orElse(0);
    int mode = acl.isPresent() ? Acls.shown(acl.get(), asked) : asked & ~umask;
    boolean isDirectory = type == FileType.DIRECTORY;
    return new NewInode(
            0, type, Permissions.modeOfNew(who, directory, gid, mode, isDirectory), uid, gid)
        .acl(acl.filter(found -> !AclMode.isJustMode(found)));
  }

  /** Only root gives objects away; others may name themselves and their groups. */
  private static void requireMayOwn(Credentials who, SetAttributes wanted) {
    if (!who.isRoot()
        && (wanted.uid().orElse(who.uid()) != who.uid()
            || !who.inGroup(wanted.gid().orElse(who.gid())))) {
      throw FsException.of(Status.NOT_OWNER);
    }
  }

  private Inode insert(
      Transaction tx,
      Credentials who,
      Inode directory,
      Name name,
      NewInode template,
      SetAttributes wanted,
      @Nullable Bytes target) {
    requireCanGrow(tx, who, directory, template.isDirectory());
    requireMayOwn(who, wanted);
    if (template.isDirectory() && directory.links() >= limits.maxLinks()) {
      throw FsException.of(Status.TOO_MANY_LINKS);
    }
    accounting.check(tx, who, template.uid(), template.gid(), template.space(), 1);
    accounting.requireRoom(Accounting.METADATA_BYTES);
    Inode child = template.id(tx.newId()).build(tx, wanted);
    tx.put(FileTables.INODES, child.id(), child);
    template.acl().ifPresent(acl -> tx.put(FileTables.ACLS, child.id(), acl));
    if (target != null) {
      tx.put(FileTables.CONTENTS, child.id(), target);
    }
    Directories.add(tx, directory, name, child);
    accounting.charge(tx, child.uid(), child.gid(), child.space(), 1);
    tx.require(Durability.DISK);
    return child;
  }
}
