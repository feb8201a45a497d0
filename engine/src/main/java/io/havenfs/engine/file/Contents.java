package io.havenfs.engine.file;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.InodeEdit;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;

/**
 * Changing the contents of regular files.
 *
 * <p>Contents stay in the tables while they end below {@link FileLimits#inlineBytes()}; the first
 * byte beyond moves them to a new data file, the moved bytes travelling in the log (they may have
 * been stable already). Only a truncation to 0 brings a file back: the data file is dropped, so
 * that nothing the log still holds for it can reach newer bytes.
 *
 * <p>Neither store ever holds a byte at or past the file's size: a shrinking truncation cuts, and
 * so a growing one has nothing to do but to set the size.
 *
 * <p>What a write adds to the space of a data file is estimated, by whole blocks and never more
 * than the file without holes would take; {@link #commit} asks the disk.
 */
final class Contents {
  private static final long BLOCK = Accounting.BLOCK;

  private final FileLimits limits;
  private final Accounting accounting;

  Contents(FileLimits limits, Accounting accounting) {
    this.limits = limits;
    this.accounting = accounting;
  }

  /** The bytes of a file whose contents are in the tables; may be shorter than the file. */
  static Bytes inline(View view, Inode file) {
    Bytes bytes = file.space() == 0 ? null : view.get(FileTables.CONTENTS, file.id());
    return bytes == null ? Bytes.EMPTY : bytes;
  }

  Inode write(
      Transaction tx,
      Credentials who,
      long fileId,
      long offset,
      ByteBuf payload,
      WriteStability stability,
      boolean ownerOverride) {
    Inode file = Nodes.regular(tx, fileId);
    Permissions.requireWriteAt(tx, who, file, offset, ownerOverride);
    long end = end(offset, payload.readableBytes());
    Inode after = file;
    if (payload.isReadable()) {
      Bytes old = file.isInline() ? inline(tx, file) : Bytes.EMPTY;
      after =
          fitsInline(file, old, end)
              ? writeInline(tx, who, file, old, offset, payload)
              : writeData(tx, who, file, old, offset, payload, stability);
    }
    if (stability != WriteStability.UNSTABLE) {
      tx.require(Durability.DISK);
    }
    return after;
  }

  /** The offset after a range; FILE_TOO_BIG when no file can be that large. */
  private long end(long offset, long length) {
    if (offset < 0 || length < 0 || offset > limits.maxFileSize() - length) {
      throw FsException.of(Status.FILE_TOO_BIG);
    }
    return offset + length;
  }

  private boolean fitsInline(Inode file, Bytes old, long end) {
    return file.isInline() && Math.max(end, old.length()) <= limits.inlineBytes();
  }

  private Inode writeInline(
      Transaction tx, Credentials who, Inode file, Bytes old, long offset, ByteBuf payload) {
    int length = payload.readableBytes();
    int end = (int) offset + length;
    byte[] bytes = Arrays.copyOf(old.array(), Math.max(end, old.length()));
    payload.getBytes(payload.readerIndex(), bytes, (int) offset, length);
    long space = inlineSpace(bytes.length);
    requireSpace(tx, who, file, space);
    InodeEdit edit = file.edit().size(Math.max(file.size(), end));
    tx.put(FileTables.CONTENTS, file.id(), new Bytes(bytes));
    return changed(tx, who, file, edit.space(space));
  }

  private Inode writeData(
      Transaction tx,
      Credentials who,
      Inode file,
      Bytes old,
      long offset,
      ByteBuf payload,
      WriteStability stability) {
    int length = payload.readableBytes();
    InodeEdit edit = prepareData(tx, who, file, old, offset, length);
    long dataId = toData(tx, file, old, edit);
    boolean stable = stability != WriteStability.UNSTABLE;
    boolean logged = stable && length <= FileLimits.MAX_LOGGED_WRITE;
    tx.change(new DataChange.Write(dataId, offset, payload.retainedSlice(), logged));
    if (stable && !logged) {
      tx.flush(dataId);
    }
    return changed(tx, who, file, edit);
  }

  /** Checks that a range of a data file may be stored, and edits size and space. */
  private InodeEdit prepareData(
      Transaction tx, Credentials who, Inode file, Bytes old, long offset, long length) {
    long end = offset + length;
    if (end > limits.maxDataSize()) {
      throw FsException.of(Status.FILE_TOO_BIG);
    }
    long size = Math.max(file.size(), end);
    long touched = Accounting.roundUp(end, BLOCK) - (offset & -BLOCK);
    long stored = file.isInline() ? Accounting.roundUp(old.length(), BLOCK) : file.space();
    long space = Math.max(stored, Math.min(stored + touched, Accounting.roundUp(size, BLOCK)));
    requireSpace(tx, who, file, space);
    if (file.isInline()) {
      accounting.requireDataFile();
    }
    return file.edit().size(size).space(space);
  }

  /** Moves contents from the tables to a new data file, if need be. Returns the data file's id. */
  private static long toData(Transaction tx, Inode file, Bytes old, InodeEdit edit) {
    if (!file.isInline()) {
      return file.dataId();
    }
    long dataId = tx.newId();
    edit.dataId(dataId);
    if (old.length() > 0) {
      tx.change(new DataChange.Write(dataId, 0, Unpooled.wrappedBuffer(old.array()), true));
      tx.delete(FileTables.CONTENTS, file.id());
    }
    return dataId;
  }

  private void requireSpace(Transaction tx, Credentials who, Inode file, long space) {
    long more = space - file.space();
    if (more > 0) {
      accounting.requireRoom(more);
      accounting.check(tx, who, file.uid(), file.gid(), more, 0);
    }
  }

  private Inode changed(Transaction tx, Credentials who, Inode file, InodeEdit edit) {
    edit.mode(Permissions.modeAfterWrite(who, file));
    Inode after = edit.modified(tx.now()).build();
    tx.put(FileTables.INODES, file.id(), after);
    accounting.charge(tx, file, after);
    return after;
  }

  private static long inlineSpace(int bytes) {
    return Accounting.roundUp(bytes, Accounting.INLINE_BLOCK);
  }

  /** Sets the size; changes contents and {@code edit} but not the inode's row. */
  void resize(Transaction tx, Inode file, InodeEdit edit, long size) {
    edit.size(size);
    if (size >= file.size()) {
      return;
    }
    if (file.isInline()) {
      Bytes old = inline(tx, file);
      if (size < old.length()) {
        putInline(tx, file, edit, Arrays.copyOf(old.array(), (int) size));
      }
    } else if (size == 0) {
      tx.change(new DataChange.Drop(file.dataId()));
      edit.dataId(Inode.INLINE).space(0);
    } else if (size < limits.maxDataSize()) {
      tx.change(new DataChange.Truncate(file.dataId(), size));
      edit.space(Math.min(file.space(), Accounting.roundUp(size, BLOCK)));
    }
  }

  private static void putInline(Transaction tx, Inode file, InodeEdit edit, byte[] bytes) {
    edit.space(inlineSpace(bytes.length));
    if (bytes.length == 0) {
      tx.delete(FileTables.CONTENTS, file.id());
    } else {
      tx.put(FileTables.CONTENTS, file.id(), new Bytes(bytes));
    }
  }

  /** Makes everything written so far stable, and asks the disk what it takes. */
  Inode commit(Transaction tx, long fileId) {
    Inode file = Nodes.regular(tx, fileId);
    if (file.isInline()) {
      // No data file to flush, but the reply must still wait for what was decided before.
      tx.flush(Inode.INLINE);
      return file;
    }
    long space = diskSpace(tx, file);
    tx.flush(file.dataId());
    if (space == file.space()) {
      return file;
    }
    Inode after = file.edit().space(space).build();
    tx.put(FileTables.INODES, fileId, after);
    accounting.charge(tx, file, after);
    return after;
  }

  private static long diskSpace(Transaction tx, Inode file) {
    try {
      return tx.dataSpace(file.dataId());
    } catch (IOException unreadable) {
      throw FsException.of(Status.IO_ERROR);
    }
  }

  Inode allocate(Transaction tx, Credentials who, long fileId, long offset, long length) {
    Inode file = Nodes.regular(tx, fileId);
    Permissions.requireWrite(tx, who, file, true);
    requireRange(offset, length);
    long end = end(offset, length);
    Bytes old = file.isInline() ? inline(tx, file) : Bytes.EMPTY;
    InodeEdit edit;
    if (fitsInline(file, old, end)) {
      edit = file.edit().size(Math.max(file.size(), end));
      byte[] bytes = Arrays.copyOf(old.array(), Math.max((int) end, old.length()));
      requireSpace(tx, who, file, inlineSpace(bytes.length));
      putInline(tx, file, edit, bytes);
    } else {
      edit = prepareData(tx, who, file, old, offset, length);
      tx.change(new DataChange.Allocate(toData(tx, file, old, edit), offset, length));
    }
    tx.require(Durability.DISK);
    return changed(tx, who, file, edit);
  }

  Inode deallocate(Transaction tx, Credentials who, long fileId, long offset, long length) {
    Inode file = Nodes.regular(tx, fileId);
    Permissions.requireWrite(tx, who, file, true);
    requireRange(offset, length);
    long end = Math.min(end(offset, length), file.size());
    if (offset >= end) {
      return file;
    }
    InodeEdit edit = file.edit();
    if (file.isInline()) {
      punchInline(tx, file, edit, offset, end);
    } else {
      punchData(tx, file, edit, offset, end);
    }
    tx.require(Durability.DISK);
    return changed(tx, who, file, edit);
  }

  private static void punchInline(
      Transaction tx, Inode file, InodeEdit edit, long offset, long end) {
    Bytes old = inline(tx, file);
    if (offset >= old.length()) {
      return;
    }
    byte[] bytes;
    if (end >= old.length()) {
      bytes = Arrays.copyOf(old.array(), (int) offset);
    } else {
      bytes = old.array().clone();
      Arrays.fill(bytes, (int) offset, (int) end, (byte) 0);
    }
    putInline(tx, file, edit, bytes);
  }

  private void punchData(Transaction tx, Inode file, InodeEdit edit, long offset, long end) {
    // At the end of the file there is nothing in the rest of the last block that must stay.
    long whole = end == file.size() ? Accounting.roundUp(end, BLOCK) : end;
    long last = Math.min(whole, limits.maxDataSize());
    if (offset < last) {
      tx.change(new DataChange.Punch(file.dataId(), offset, last - offset));
      long freed = (last & -BLOCK) - Accounting.roundUp(offset, BLOCK);
      edit.space(Math.max(0, file.space() - Math.max(0, freed)));
    }
  }

  private static void requireRange(long offset, long length) {
    if (offset < 0 || length <= 0) {
      throw FsException.of(Status.INVALID);
    }
  }
}
