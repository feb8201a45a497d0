package io.havenfs.engine.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.InodeEdit;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * rename(2). Refusals come in Linux's order: loops, then "the same file" (nothing to do, and not an
 * error), then permissions and types, then what the target holds.
 */
final class Renaming {
  private final FileLimits limits;
  private final Removal removal;

  Renaming(FileLimits limits, Removal removal) {
    this.limits = limits;
    this.removal = removal;
  }

  /** Everything that a rename involves. {@code to} is the same object as {@code from} if equal. */
  private record Move(
      Inode from,
      Name fromName,
      Entry fromEntry,
      Inode source,
      Inode to,
      Name toName,
      @Nullable Entry toEntry,
      @Nullable Inode target) {

    boolean crosses() {
      return from.id() != to.id();
    }

    boolean movesDirectory() {
      return source.isDirectory() && crosses();
    }

    boolean replacesDirectory() {
      return target != null && target.isDirectory();
    }
  }

  void rename(
      Transaction tx,
      Credentials who,
      long fromDirectory,
      Name fromName,
      long toDirectory,
      Name toName) {
    Inode from = Nodes.searchable(tx, who, fromDirectory);
    Inode to = Nodes.searchable(tx, who, toDirectory);
    Entry fromEntry = Nodes.require(tx, from, fromName);
    Entry toEntry = Nodes.find(tx, to, toName);
    Inode source = Nodes.behind(tx, fromEntry);
    Inode target = toEntry == null ? null : Nodes.behind(tx, toEntry);
    Move move = new Move(from, fromName, fromEntry, source, to, toName, toEntry, target);
    requireNoLoop(tx, move);
    if (target != null && target.id() == source.id()) {
      return;
    }
    requirePermission(tx, who, move);
    requireFits(move);
    apply(tx, move);
    tx.require(Durability.DISK);
  }

  private static void requireNoLoop(View view, Move move) {
    if (!move.crosses()) {
      return;
    }
    if (move.source().isDirectory() && isAbove(view, move.source().id(), move.to())) {
      throw FsException.of(Status.INVALID);
    }
    Inode target = move.target();
    if (target != null && target.isDirectory() && isAbove(view, target.id(), move.from())) {
      throw FsException.of(Status.NOT_EMPTY);
    }
  }

  /** Whether the directory {@code id} is {@code start} or one of its ancestors. */
  private static boolean isAbove(View view, long id, Inode start) {
    Inode at = start;
    while (at.id() != id) {
      if (at.id() == Inode.ROOT) {
        return false;
      }
      at = Nodes.inode(view, at.parent());
    }
    return true;
  }

  private static void requirePermission(View view, Credentials who, Move move) {
    Inode source = move.source();
    Inode target = move.target();
    Permissions.requireDelete(view, who, move.from(), source);
    if (target == null) {
      Permissions.requireAdd(view, who, move.to(), source.isDirectory());
    } else {
      Permissions.requireDelete(view, who, move.to(), target);
      if (source.isDirectory() && !target.isDirectory()) {
        throw FsException.of(Status.NOT_DIRECTORY);
      }
      if (!source.isDirectory() && target.isDirectory()) {
        throw FsException.of(Status.IS_DIRECTORY);
      }
    }
    if (move.movesDirectory()) {
      // Its ".." changes.
      Permissions.require(view, who, source, AceMask.WRITE_DATA);
    }
  }

  private void requireFits(Move move) {
    Inode target = move.target();
    if (target != null && target.isDirectory() && target.entries() > 0) {
      throw FsException.of(Status.NOT_EMPTY);
    }
    if (target == null && move.movesDirectory() && move.to().links() >= limits.maxLinks()) {
      throw FsException.of(Status.TOO_MANY_LINKS);
    }
    if (target == null && move.crosses() && move.to().entries() >= limits.maxEntries()) {
      throw FsException.of(Status.NO_SPACE);
    }
  }

  private void apply(Transaction tx, Move move) {
    Directories.delete(tx, move.from().id(), move.fromName(), move.fromEntry().cookie());
    Directories.put(tx, move.to().id(), move.toName(), move.source().id(), cookie(move));
    if (move.crosses()) {
      leave(tx, move);
      arrive(tx, move);
    } else {
      stay(tx, move);
    }
    InodeEdit moved = move.source().edit();
    if (move.movesDirectory()) {
      moved.parent(move.to().id());
    }
    tx.put(FileTables.INODES, move.source().id(), moved.touched(tx.now()).build());
    Inode target = move.target();
    if (target != null) {
      removal.unlink(tx, target);
    }
  }

  /** A name that exists keeps its cookie; in one directory a new name takes the old one's. */
  private static long cookie(Move move) {
    Entry toEntry = move.toEntry();
    if (toEntry != null) {
      return toEntry.cookie();
    }
    return move.crosses() ? move.to().nextCookie() : move.fromEntry().cookie();
  }

  private static void leave(Transaction tx, Move move) {
    InodeEdit from = move.from().edit().entries(move.from().entries() - 1);
    if (move.source().isDirectory()) {
      from.links(move.from().links() - 1);
    }
    tx.put(FileTables.INODES, move.from().id(), from.modified(tx.now()).build());
  }

  private static void arrive(Transaction tx, Move move) {
    InodeEdit to = move.to().edit();
    if (move.target() == null) {
      to.entries(move.to().entries() + 1).nextCookie(move.to().nextCookie() + 1);
    }
    if (move.source().isDirectory() && !move.replacesDirectory()) {
      to.links(move.to().links() + 1);
    }
    tx.put(FileTables.INODES, move.to().id(), to.modified(tx.now()).build());
  }

  private static void stay(Transaction tx, Move move) {
    InodeEdit directory = move.from().edit();
    if (move.target() != null) {
      directory.entries(move.from().entries() - 1);
    }
    if (move.replacesDirectory()) {
      directory.links(move.from().links() - 1);
    }
    tx.put(FileTables.INODES, move.from().id(), directory.modified(tx.now()).build());
  }
}
