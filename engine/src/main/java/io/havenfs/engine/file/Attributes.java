package io.havenfs.engine.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.InodeEdit;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.OptionalLong;

/** SETATTR: chmod, chown, utimes and truncate in one request, all or none. */
final class Attributes {
  /** A change that moves access times at least this often is worth a row: a day. */
  private static final long ATIME_AGE_NANOS = 24L * 3600 * 1_000_000_000L;

  private final FileLimits limits;
  private final Accounting accounting;
  private final Contents contents;

  Attributes(FileLimits limits, Accounting accounting, Contents contents) {
    this.limits = limits;
    this.accounting = accounting;
    this.contents = contents;
  }

  Inode set(
      Transaction tx,
      Credentials who,
      long fileId,
      SetAttributes wanted,
      OptionalLong guardCtime,
      boolean ownerOverride) {
    Inode inode = Nodes.inode(tx, fileId);
    if (guardCtime.isPresent() && guardCtime.getAsLong() != inode.ctime()) {
      throw FsException.of(Status.NOT_SYNC);
    }
    return set(tx, who, inode, wanted, ownerOverride);
  }

  Inode set(
      Transaction tx, Credentials who, Inode inode, SetAttributes wanted, boolean ownerOverride) {
    if (wanted.equals(SetAttributes.NONE)) {
      return inode;
    }
    int uid = wanted.uid().orElse(inode.uid());
    int gid = wanted.gid().orElse(inode.gid());
    requireMayChown(tx, who, inode, wanted);
    if (wanted.mode().isPresent() || wanted.acl().isPresent()) {
      Permissions.requireMayChangeAcl(tx, who, inode);
    }
    requireMaySetTimes(tx, who, inode, wanted, ownerOverride);
    requireMayResize(tx, who, inode, wanted, ownerOverride);
    accounting.checkMove(tx, who, inode, uid, gid);
    return apply(tx, who, inode, wanted, uid, gid);
  }

  /**
   * Only root gives files away; an owner may name the group, one that the owner is in. Whom an ACL
   * lets write the owner may take the file, and name a group likewise.
   */
  private static void requireMayChown(
      View view, Credentials who, Inode inode, SetAttributes wanted) {
    if (who.isRoot() || (wanted.uid().isEmpty() && wanted.gid().isEmpty())) {
      return;
    }
    boolean owner = who.uid() == inode.uid();
    boolean takes =
        inode.hasAcl() && Permissions.granted(view, who, inode, AceMask.WRITE_OWNER) != 0;
    int uid = wanted.uid().orElse(inode.uid());
    boolean uidFits = uid == inode.uid() || (takes && uid == who.uid());
    int gid = wanted.gid().orElse(inode.gid());
    boolean gidFits = gid == inode.gid() || who.inGroup(gid);
    if (!(owner || takes) || !uidFits || !gidFits) {
      throw FsException.of(Status.NOT_OWNER);
    }
  }

  /**
   * Explicit times are the owner's to set, and theirs whom an ACL lets write attributes. Both to
   * the server's time (touch), or the modification time together with the size (truncate), take
   * permission to write.
   */
  private static void requireMaySetTimes(
      View view, Credentials who, Inode inode, SetAttributes wanted, boolean ownerOverride) {
    boolean atime = !(wanted.atime() instanceof TimeChange.Keep);
    boolean mtime = !(wanted.mtime() instanceof TimeChange.Keep);
    if ((!atime && !mtime)
        || Permissions.isOwner(who, inode)
        || Permissions.granted(view, who, inode, AceMask.WRITE_ATTRIBUTES) != 0) {
      return;
    }
    boolean explicit =
        wanted.atime() instanceof TimeChange.To || wanted.mtime() instanceof TimeChange.To;
    if (explicit || ((!atime || !mtime) && wanted.size().isEmpty())) {
      throw FsException.of(Status.NOT_OWNER);
    }
    Permissions.requireWrite(view, who, inode, ownerOverride);
  }

  private void requireMayResize(
      View view, Credentials who, Inode inode, SetAttributes wanted, boolean ownerOverride) {
    if (wanted.size().isEmpty()) {
      return;
    }
    if (inode.isDirectory()) {
      throw FsException.of(Status.IS_DIRECTORY);
    }
    if (!inode.isRegular()) {
      throw FsException.of(Status.INVALID);
    }
    Permissions.requireWrite(view, who, inode, ownerOverride);
    long size = wanted.size().getAsLong();
    if (size < 0 || size > limits.maxFileSize()) {
      throw FsException.of(Status.FILE_TOO_BIG);
    }
  }

  private Inode apply(
      Transaction tx, Credentials who, Inode inode, SetAttributes wanted, int uid, int gid) {
    long now = tx.now();
    InodeEdit edit = inode.edit().uid(uid).gid(gid).mode(newMode(who, inode, wanted, gid));
    if (wanted.size().isPresent()) {
      contents.resize(tx, inode, edit, wanted.size().getAsLong());
      edit.mtime(now);
    }
    edit.atime(NewInode.time(wanted.atime(), inode.atime(), now));
    if (!(wanted.mtime() instanceof TimeChange.Keep)) {
      edit.mtime(NewInode.time(wanted.mtime(), inode.mtime(), now));
    }
    Acls.after(tx, inode, wanted, edit.build().mode())
        .ifPresent(acl -> Acls.put(tx, inode, edit, acl));
    Inode after = edit.touched(now).build();
    tx.put(FileTables.INODES, inode.id(), after);
    accounting.charge(tx, inode, after);
    tx.require(Durability.DISK);
    return after;
  }

  /** Changing owner or group takes the set-id bits away whoever does it, as in Linux. */
  private static int newMode(Credentials who, Inode inode, SetAttributes wanted, int gid) {
    int mode = inode.mode();
    if (wanted.mode().isPresent()) {
      mode = Permissions.modeAfterChmod(who, inode, gid, wanted.mode().getAsInt());
    } else if (wanted.size().isPresent() && !who.isRoot()) {
      mode = Permissions.withoutSetId(who, inode, mode);
    }
    boolean chown = wanted.uid().isPresent() || wanted.gid().isPresent();
    return chown && !inode.isDirectory() ? Permissions.withoutSetId(who, inode, mode) : mode;
  }

  boolean needsAtimeUpdate(Inode inode, long now) {
    return limits.accessTimes() == AccessTimes.RELATIVE
        && (inode.atime() <= inode.mtime()
            || inode.atime() <= inode.ctime()
            || now - inode.atime() >= ATIME_AGE_NANOS)
        && inode.atime() < now;
  }

  void readAccess(Transaction tx, long fileId) {
    Inode inode = tx.get(FileTables.INODES, fileId);
    if (inode != null && needsAtimeUpdate(inode, tx.now())) {
      tx.put(FileTables.INODES, fileId, inode.edit().atime(tx.now()).build());
    }
  }
}
