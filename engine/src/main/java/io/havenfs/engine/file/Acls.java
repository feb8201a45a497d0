package io.havenfs.engine.file;

import io.havenfs.engine.acl.Ace;
import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.AclMode;
import io.havenfs.engine.acl.Decision;
import io.havenfs.engine.acl.Evaluator;
import io.havenfs.engine.acl.Inheritance;
import io.havenfs.engine.acl.PosixTranslation;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.InodeEdit;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.Optional;

/**
 * The ACLs of objects. An object has a row only if its ACL says more than its mode does; then its
 * inode says so, and the permission bits of its mode are those that the ACL shows.
 */
final class Acls {
  /** The permission bits: what an ACL decides of a mode. */
  static final int PERMISSIONS = 0777;

  private static final int ATTEMPTS = 4;

  private Acls() {}

  /**
   * The object's ACL, or what its mode means. The committed view is no snapshot: an ACL that has
   * gone since the inode was read is looked for anew.
   */
  static Acl of(View view, Inode inode) {
    Inode now = inode;
    for (int attempt = 0; attempt < ATTEMPTS && now.hasAcl(); attempt++) {
      Acl acl = view.get(FileTables.ACLS, now.id());
      if (acl != null) {
        return acl;
      }
      now = Nodes.inode(view, now.id());
    }
    if (now.hasAcl()) {
      throw FsException.of(Status.DELAY);
    }
    return PosixTranslation.ofMode(now.mode());
  }

  /** What an ACL or a mode says of {@code wanted}; the owner may always see and change the ACL. */
  static Decision decide(View view, Credentials who, Inode inode, int wanted) {
    if (!inode.hasAcl()) {
      return new Decision(wanted & Permissions.ofMode(who, inode), 0);
    }
    int always = AceMask.READ_ATTRIBUTES | AceMask.SYNCHRONIZE;
    if (who.uid() == inode.uid()) {
      always |= AceMask.READ_ACL | AceMask.WRITE_ACL | AceMask.WRITE_ATTRIBUTES;
    }
    Acl acl = of(view, inode);
    Decision said = Evaluator.decide(acl, who, inode.uid(), inode.gid(), wanted & ~always);
    return new Decision(said.allowed() | (wanted & always), said.denied());
  }

  /** {@code acl} as an object of this type can have it. */
  static Acl fitting(FileType type, Acl acl) {
    if (type == FileType.SYMLINK) {
      throw FsException.of(Status.NOT_SUPPORTED);
    }
    if (acl.isTooLong()) {
      throw FsException.of(Status.NO_SPACE);
    }
    // Only directories have anything inherited from them.
    return type == FileType.DIRECTORY
        ? acl
        : new Acl(
            acl.entries().stream()
                .filter(Ace::isEffective)
                .map(ace -> new Ace(ace.allow(), 0, ace.mask(), ace.who()))
                .toList());
  }

  /** The ACL of an object that is made in {@code directory}; empty when its mode is enough. */
  static Optional<Acl> ofNew(
      View view, Inode directory, FileType type, int defaultMode, SetAttributes wanted) {
    if (wanted.acl().isPresent()) {
      return Optional.of(fitting(type, wanted.acl().get()));
    }
    if (!directory.hasAcl() || type == FileType.SYMLINK) {
      return Optional.empty();
    }
    int umask = wanted.umask().orElse(0);
    return Inheritance.from(of(view, directory), type == FileType.DIRECTORY)
        .map(
            inherited ->
                wanted.mode().isPresent()
                    ? Inheritance.restricted(inherited, wanted.mode().getAsInt(), umask)
                    : Inheritance.completed(inherited, defaultMode));
  }

  /** The ACL after a SETATTR that gives the object {@code mode}; empty when it stays as it is. */
  static Optional<Acl> after(View view, Inode inode, SetAttributes wanted, int mode) {
    if (wanted.acl().isPresent()) {
      return Optional.of(fitting(inode.type(), wanted.acl().get()));
    }
    return inode.hasAcl() && wanted.mode().isPresent()
        ? Optional.of(AclMode.changed(of(view, inode), mode))
        : Optional.empty();
  }

  /** {@code mode} with the permission bits that {@code acl} shows. */
  static int shown(Acl acl, int mode) {
    return (mode & ~PERMISSIONS) | AclMode.of(acl);
  }

  /** Gives the object an ACL: puts or deletes the row; the inode's own row is the caller's. */
  static void put(Transaction tx, Inode inode, InodeEdit edit, Acl acl) {
    boolean justMode = AclMode.isJustMode(acl);
    edit.mode(shown(acl, edit.build().mode())).hasAcl(!justMode);
    if (!justMode) {
      tx.put(FileTables.ACLS, inode.id(), acl);
    } else if (inode.hasAcl()) {
      tx.delete(FileTables.ACLS, inode.id());
    }
  }

  /** Deletes the row of an object that is being freed. */
  static void delete(Transaction tx, Inode inode) {
    if (inode.hasAcl()) {
      tx.delete(FileTables.ACLS, inode.id());
    }
  }
}
