package io.havenfs.engine.client.lock;

import io.havenfs.engine.client.Stored;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The locked ranges of all files: one row per range. Stateless; changes on the sequencer. Whoever
 * locks asks for {@linkplain #conflict conflicts} first.
 */
public final class FileLocks {
  /** Locked ranges. */
  static final Table<LockKey, LockRange> LOCKS =
      new Table<>(
          30,
          "locks",
          Stored.codec(FileLocks::encodeKey, FileLocks::decodeKey),
          Stored.codec(FileLocks::encodeRange, FileLocks::decodeRange),
          Residence.RESIDENT);

  private final int maxPerFile;
  private Freed freed = (view, fileId) -> {};

  /** Is told, on the sequencer, of every file in which a holder gave up bytes or exclusiveness. */
  @FunctionalInterface
  public interface Freed {
    /** Within the change in which it happened, after it; must not change anything. */
    void freed(View view, long fileId);
  }

  /** At most {@code maxPerFile} ranges can be locked in one file. */
  public FileLocks(int maxPerFile) {
    this.maxPerFile = maxPerFile;
  }

  /** Tells {@code listener} from now on; to be called before the first change. */
  public void onFreed(Freed listener) {
    freed = listener;
  }

  /** The tables of this package. */
  public static List<Table<?, ?>> tables() {
    return List.of(LOCKS);
  }

  /** Unlocks everything in all files: what is left of locks of which others were lost. */
  public void releaseAll(Transaction tx) {
    List<LockKey> keys = new ArrayList<>();
    tx.scan(LOCKS, new LockKey(0, 0, 0), (key, range) -> keys.add(key));
    keys.forEach(key -> tx.delete(LOCKS, key));
  }

  /** A range of one of the {@code others} that stands against {@code wanted}. */
  public Optional<Conflict> conflict(
      View view, long fileId, IntPredicate others, LockRange wanted) {
    Conflict[] found = new Conflict[1];
    view.scan(
        LOCKS,
        new LockKey(fileId, 0, 0),
        (key, range) -> {
          if (key.fileId() != fileId) {
            return false;
          }
          if (range.conflicts(wanted) && others.test(key.holder())) {
            found[0] = new Conflict(key.holder(), range);
            return false;
          }
          return true;
        });
    return Optional.ofNullable(found[0]);
  }

  /** Locks a range with which nothing conflicts. Throws RESOURCE at the file's limit. */
  public void lock(Transaction tx, long fileId, int holder, LockRange wanted) {
    Ranges.Edit edit = Ranges.lock(held(tx, fileId, holder), wanted);
    check(tx, fileId, edit);
    apply(tx, fileId, holder, edit);
  }

  /** Unlocks what of {@code area} the holder has. Throws RESOURCE at the file's limit. */
  public void unlock(Transaction tx, long fileId, int holder, LockRange area) {
    Ranges.Edit edit = Ranges.unlock(held(tx, fileId, holder), area);
    check(tx, fileId, edit);
    apply(tx, fileId, holder, edit);
  }

  /** Unlocks everything that the holder has. */
  public void release(Transaction tx, long fileId, int holder) {
    apply(tx, fileId, holder, new Ranges.Edit(held(tx, fileId, holder), List.of()));
  }

  /** Whether the holder has anything locked. */
  public boolean holds(View view, long fileId, int holder) {
    return !held(view, fileId, holder).isEmpty();
  }

  /** The holder's ranges, in order. */
  public List<LockRange> held(View view, long fileId, int holder) {
    List<LockRange> ranges = new ArrayList<>();
    view.scan(
        LOCKS,
        new LockKey(fileId, holder, 0),
        (key, range) -> {
          boolean theirs = key.fileId() == fileId && key.holder() == holder;
          if (theirs) {
            ranges.add(range);
          }
          return theirs;
        });
    return ranges;
  }

  /** Throws RESOURCE when the file has no room for one range more. */
  public void requireRoom(View view, long fileId) {
    requireRoom(view, fileId, 1);
  }

  private void requireRoom(View view, long fileId, int growth) {
    if (growth > 0 && count(view, fileId) + growth > maxPerFile) {
      throw FsException.of(Status.RESOURCE);
    }
  }

  private void check(View view, long fileId, Ranges.Edit edit) {
    requireRoom(view, fileId, edit.added().size() - edit.removed().size());
  }

  private static int count(View view, long fileId) {
    int[] count = new int[1];
    view.scan(
        LOCKS,
        new LockKey(fileId, 0, 0),
        (key, range) -> {
          boolean inFile = key.fileId() == fileId;
          count[0] += inFile ? 1 : 0;
          return inFile;
        });
    return count[0];
  }

  private void apply(Transaction tx, long fileId, int holder, Ranges.Edit edit) {
    for (LockRange range : edit.removed()) {
      tx.delete(LOCKS, new LockKey(fileId, holder, range.start()));
    }
    for (LockRange range : edit.added()) {
      tx.put(LOCKS, new LockKey(fileId, holder, range.start()), range);
    }
    if (!edit.removed().isEmpty()) {
      freed.freed(tx, fileId);
    }
  }

  private static void encodeKey(LockKey key, ByteBuf out) {
    out.writeLong(key.fileId());
    out.writeInt(key.holder());
    out.writeLong(key.start());
  }

  private static LockKey decodeKey(ByteBuf in) {
    return new LockKey(in.readLong(), in.readInt(), in.readLong());
  }

  private static void encodeRange(LockRange range, ByteBuf out) {
    out.writeLong(range.start());
    out.writeLong(range.last());
    out.writeBoolean(range.exclusive());
  }

  private static LockRange decodeRange(ByteBuf in) {
    return new LockRange(in.readLong(), in.readLong(), in.readBoolean());
  }
}
