package io.havenfs.engine.file;

import static io.havenfs.engine.file.FileSystem.EXECUTE;
import static io.havenfs.engine.file.FileSystem.READ;
import static io.havenfs.engine.file.FileSystem.WRITE;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;

/**
 * POSIX permission rules as Linux applies them: exactly one of the owner's, the group's and the
 * others' bits counts, root may do everything but execute a file that nobody may execute.
 */
final class Permissions {
  static final int MODE_MASK = 07777;
  static final int SET_UID = 04000;
  static final int SET_GID = 02000;
  static final int STICKY = 01000;
  private static final int GROUP_EXECUTE = 0010;
  private static final int ANY_EXECUTE = 0111;

  private Permissions() {}

  /** The part of {@code wanted} that is granted. */
  static int granted(Credentials who, Inode inode, int wanted) {
    int mode = inode.mode();
    if (who.isRoot()) {
      boolean executable = inode.isDirectory() || (mode & ANY_EXECUTE) != 0;
      return executable ? wanted : wanted & ~EXECUTE;
    }
    int shift = who.uid() == inode.uid() ? 6 : who.inGroup(inode.gid()) ? 3 : 0;
    return wanted & (mode >> shift);
  }

  /** ACCESS_DENIED unless all of {@code wanted} is granted. */
  static void require(Credentials who, Inode inode, int wanted) {
    if (granted(who, inode, wanted) != wanted) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
  }

  /** Reading contents: by permission to read or, for a regular file, to execute. */
  static void requireRead(Credentials who, Inode inode, boolean ownerOverride) {
    if (ownerOverride && who.uid() == inode.uid()) {
      return;
    }
    int granted = granted(who, inode, READ | EXECUTE);
    if ((granted & READ) == 0 && !(inode.isRegular() && (granted & EXECUTE) != 0)) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
  }

  /** Writing contents. */
  static void requireWrite(Credentials who, Inode inode, boolean ownerOverride) {
    if (!ownerOverride || who.uid() != inode.uid()) {
      require(who, inode, WRITE);
    }
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

  /** Taking the name of {@code victim} out of a directory: ACCESS_DENIED, or sticky: NOT_OWNER. */
  static void requireDelete(Credentials who, Inode directory, Inode victim) {
    require(who, directory, WRITE | EXECUTE);
    if ((directory.mode() & STICKY) != 0 && who.uid() != victim.uid()) {
      requireOwner(who, directory);
    }
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
