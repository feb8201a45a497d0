package io.havenfs.engine.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.acl.Decision;
import io.havenfs.engine.acl.Evaluator;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;

/**
 * Who may do what: by the mode, or by the ACL of an object that has one. Root may do everything but
 * execute a file that nobody may execute. Set-id and sticky bits are as in Linux.
 */
final class Permissions {
  static final int MODE_MASK = 07777;
  static final int SET_UID = 04000;
  static final int SET_GID = 02000;
  static final int STICKY = 01000;
  private static final int GROUP_EXECUTE = 0010;
  private static final int ANY_EXECUTE = 0111;

  private Permissions() {}

  /** The part of {@code wanted}, bits of {@link AceMask}, that is granted. */
  static int granted(View view, Credentials who, Inode inode, int wanted) {
    if (who.isRoot()) {
      return isExecutable(view, inode) ? wanted : wanted & ~AceMask.EXECUTE;
    }
    return inode.hasAcl()
        ? Acls.decide(view, who, inode, wanted).allowed()
        : wanted & ofMode(who, inode);
  }

  /** Exactly one of the owner's, the group's and the others' bits counts. */
  static int ofMode(Credentials who, Inode inode) {
    boolean owner = who.uid() == inode.uid();
    int shift = owner ? 6 : who.inGroup(inode.gid()) ? 3 : 0;
    return AceMask.ofClass(inode.mode() >> shift, owner);
  }

  private static boolean isExecutable(View view, Inode inode) {
    return inode.isDirectory()
        || (inode.mode() & ANY_EXECUTE) != 0
        || (inode.hasAcl() && Evaluator.allowsAnybody(Acls.of(view, inode), AceMask.EXECUTE));
  }

  /** ACCESS_DENIED unless all of {@code wanted} is granted. */
  static void require(View view, Credentials who, Inode inode, int wanted) {
    if (granted(view, who, inode, wanted) != wanted) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
  }

  /** Making an object, or a name for one, in a directory. */
  static void requireAdd(View view, Credentials who, Inode directory, boolean subdirectory) {
    int add = subdirectory ? AceMask.ADD_SUBDIRECTORY : AceMask.ADD_FILE;
    require(view, who, directory, add | AceMask.EXECUTE);
  }

  /** Reading contents: by permission to read or, for a regular file, to execute. */
  static void requireRead(View view, Credentials who, Inode inode, boolean ownerOverride) {
    if (ownerOverride && who.uid() == inode.uid()) {
      return;
    }
    int granted = granted(view, who, inode, AceMask.READ_DATA | AceMask.EXECUTE);
    boolean reads = (granted & AceMask.READ_DATA) != 0;
    if (!reads && !(inode.isRegular() && (granted & AceMask.EXECUTE) != 0)) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
  }

  /** Writing contents. */
  static void requireWrite(View view, Credentials who, Inode inode, boolean ownerOverride) {
    if (!ownerOverride || who.uid() != inode.uid()) {
      require(view, who, inode, AceMask.WRITE_DATA);
    }
  }

  /** Writing contents from {@code offset}: at the end, the right to append is enough. */
  static void requireWriteAt(
      View view, Credentials who, Inode inode, long offset, boolean ownerOverride) {
    if (inode.hasAcl() && offset >= inode.size()) {
      int either = AceMask.WRITE_DATA | AceMask.APPEND_DATA;
      if (granted(view, who, inode, either) != 0) {
        return;
      }
    }
    requireWrite(view, who, inode, ownerOverride);
  }

  static boolean isOwner(Credentials who, Inode inode) {
    return who.isRoot() || who.uid() == inode.uid();
  }

  /** NOT_OWNER unless root or the owner asks. */
  static void requireOwner(Credentials who, Inode inode) {
    if (!isOwner(who, inode)) {
      throw FsException.of(Status.NOT_OWNER);
    }
  }

  /** The same, but whom the ACL lets write it may, too. */
  static void requireMayChangeAcl(View view, Credentials who, Inode inode) {
    if (!isOwner(who, inode) && granted(view, who, inode, AceMask.WRITE_ACL) == 0) {
      throw FsException.of(Status.NOT_OWNER);
    }
  }

  /** Taking the name of {@code victim} out of a directory: ACCESS_DENIED, or sticky: NOT_OWNER. */
  static void requireDelete(View view, Credentials who, Inode directory, Inode victim) {
    if (directory.hasAcl() || victim.hasAcl()) {
      require(view, who, directory, AceMask.EXECUTE);
      requireDeleteByAcl(view, who, directory, victim);
    } else {
      require(view, who, directory, AceMask.ADD_FILE | AceMask.EXECUTE);
    }
    if ((directory.mode() & STICKY) != 0 && who.uid() != victim.uid()) {
      requireOwner(who, directory);
    }
  }

  /**
   * The right to delete the object or the directory's children will do, even if the other denies
   * it; where neither is mentioned, it takes the right to add files (RFC 8881 section 6.2.1.3.2).
   */
  private static void requireDeleteByAcl(
      View view, Credentials who, Inode directory, Inode victim) {
    if (who.isRoot()) {
      return;
    }
    Decision child = Acls.decide(view, who, directory, AceMask.DELETE_CHILD);
    Decision own = Acls.decide(view, who, victim, AceMask.DELETE);
    if ((child.allowed() | own.allowed()) != 0) {
      return;
    }
    if ((child.denied() | own.denied()) != 0) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
    require(view, who, directory, AceMask.ADD_FILE);
  }

  /** The mode after somebody wrote to the file: only root keeps the set-id bits (as in Linux). */
  static int modeAfterWrite(Credentials who, Inode file) {
    return who.isRoot() ? file.mode() : withoutSetId(who, file, file.mode());
  }

  /**
   * {@code mode} without the set-id bits that a change of owner, or a write, takes away; a set-gid
   * bit on a file that the group cannot execute stays when a member asks (it means locking).
   */
  static int withoutSetId(Credentials who, Inode file, int mode) {
    int kept = mode & ~SET_UID;
    boolean member = who.isRoot() || who.inGroup(file.gid());
    return (mode & GROUP_EXECUTE) != 0 || !member ? kept & ~SET_GID : kept;
  }

  /**
   * The mode that a chmod to {@code mode} gives. Set-id bits are given by the owner only: whom an
   * ACL lets change permissions could otherwise act as the owner.
   */
  static int modeAfterChmod(Credentials who, Inode inode, int gid, int mode) {
    int setId = isOwner(who, inode) ? 0 : (SET_UID | SET_GID) & ~inode.mode();
    return modeAfterChange(who, gid, mode & ~setId);
  }

  /** The mode that a chmod to {@code mode} gives: only members of the group may set set-gid. */
  static int modeAfterChange(Credentials who, int gid, int mode) {
    boolean member = who.isRoot() || who.inGroup(gid);
    return member ? mode & MODE_MASK : mode & MODE_MASK & ~SET_GID;
  }

  /**
   * The mode of a new object in {@code directory}: a directory inherits set-gid; a program does not
   * get set-gid for an inherited group that its creator is not in.
   */
  static int modeOfNew(Credentials who, Inode directory, int gid, int mode, boolean isDirectory) {
    boolean inherits = (directory.mode() & SET_GID) != 0;
    if (isDirectory) {
      return modeAfterChange(who, gid, mode) | (inherits ? SET_GID : 0);
    }
    boolean program = (mode & (SET_GID | GROUP_EXECUTE)) == (SET_GID | GROUP_EXECUTE);
    return inherits && program ? modeAfterChange(who, gid, mode) : mode & MODE_MASK;
  }
}
