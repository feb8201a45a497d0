package io.havenfs.engine.file;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Who uses how much, who may, and whether the storage has room. */
final class Accounting {
  /** What a new name and object are taken to need of the storage. */
  static final long METADATA_BYTES = 4096;

  /** The unit in which data files use storage. */
  static final long BLOCK = 4096;

  /** The unit in which contents in the tables are charged. */
  static final long INLINE_BLOCK = 512;

  private final FileLimits limits;
  private final Supplier<Capacity> capacity;

  Accounting(FileLimits limits, Supplier<Capacity> capacity) {
    this.limits = limits;
    this.capacity = capacity;
  }

  /** {@code bytes} rounded up to whole {@code unit}s, a power of two. */
  static long roundUp(long bytes, long unit) {
    return bytes > Long.MAX_VALUE - unit ? Long.MAX_VALUE & -unit : (bytes + unit - 1) & -unit;
  }

  /** NO_SPACE unless the storage has room for {@code bytes} more; nothing needs no room. */
  void requireRoom(long bytes) {
    if (bytes > 0 && capacity.get().availableBytes() < bytes) {
      throw FsException.of(Status.NO_SPACE);
    }
  }

  /** NO_SPACE unless the storage can hold one more data file. */
  void requireDataFile() {
    if (capacity.get().freeFiles() <= 0) {
      throw FsException.of(Status.NO_SPACE);
    }
  }

  /** QUOTA_EXCEEDED when the owner or the group may not use that much more; root always may. */
  void check(Transaction tx, Credentials who, int uid, int gid, long moreSpace, long moreInodes) {
    if (!who.isRoot()) {
      check(tx, QuotaKey.user(uid), moreSpace, moreInodes);
      check(tx, QuotaKey.group(gid), moreSpace, moreInodes);
    }
  }

  /** The same for an object that gets another owner and group. */
  void checkMove(Transaction tx, Credentials who, Inode inode, int uid, int gid) {
    if (who.isRoot()) {
      return;
    }
    if (uid != inode.uid()) {
      check(tx, QuotaKey.user(uid), inode.space(), 1);
    }
    if (gid != inode.gid()) {
      check(tx, QuotaKey.group(gid), inode.space(), 1);
    }
  }

  private void check(Transaction tx, QuotaKey key, long moreSpace, long moreInodes) {
    QuotaLimits quota = tx.get(FileTables.LIMITS, key);
    if (quota == null) {
      return;
    }
    QuotaUsage used = usage(tx, key);
    long now = tx.now();
    boolean space = moreSpace > 0;
    boolean inodes = moreInodes > 0;
    if ((space && exceeds(used.space() + moreSpace, quota.hardSpace()))
        || (inodes && exceeds(used.inodes() + moreInodes, quota.hardInodes()))
        || (space && graceIsOver(used.spaceOverSince(), now))
        || (inodes && graceIsOver(used.inodesOverSince(), now))) {
      throw FsException.of(Status.QUOTA_EXCEEDED);
    }
  }

  private static boolean exceeds(long amount, long limit) {
    return limit != 0 && amount > limit;
  }

  private boolean graceIsOver(long since, long now) {
    return since != 0 && now - since > limits.quotaGraceNanos();
  }

  /** Adds to (or takes from) what an owner and a group use. */
  void charge(Transaction tx, int uid, int gid, long space, long inodes) {
    if (space != 0 || inodes != 0) {
      add(tx, QuotaKey.user(uid), space, inodes);
      add(tx, QuotaKey.group(gid), space, inodes);
    }
  }

  /** Charges the difference between two states of one object. */
  void charge(Transaction tx, Inode before, Inode after) {
    if (before.uid() == after.uid() && before.gid() == after.gid()) {
      charge(tx, after.uid(), after.gid(), after.space() - before.space(), 0);
    } else {
      charge(tx, before.uid(), before.gid(), -before.space(), -1);
      charge(tx, after.uid(), after.gid(), after.space(), 1);
    }
  }

  private void add(Transaction tx, QuotaKey key, long space, long inodes) {
    QuotaUsage used = usage(tx, key);
    store(tx, key, used, used.space() + space, used.inodes() + inodes);
  }

  private void store(Transaction tx, QuotaKey key, QuotaUsage before, long space, long inodes) {
    assert space >= 0 && inodes >= 0 : key + " uses less than nothing";
    QuotaLimits quota = limits(tx, key);
    QuotaUsage after =
        new QuotaUsage(
            space,
            inodes,
            since(exceeds(space, quota.softSpace()), before.spaceOverSince(), tx.now()),
            since(exceeds(inodes, quota.softInodes()), before.inodesOverSince(), tx.now()));
    if (after.equals(QuotaUsage.NONE)) {
      tx.delete(FileTables.USAGE, key);
    } else {
      tx.put(FileTables.USAGE, key, after);
    }
  }

  private static long since(boolean over, long before, long now) {
    return over ? (before != 0 ? before : now) : 0;
  }

  /** Sets limits; what exceeds a soft one already begins its grace time now. */
  void setLimits(Transaction tx, QuotaKey key, QuotaLimits quota) {
    if (quota.equals(QuotaLimits.NONE)) {
      tx.delete(FileTables.LIMITS, key);
    } else {
      tx.put(FileTables.LIMITS, key, quota);
    }
    QuotaUsage used = usage(tx, key);
    store(tx, key, used, used.space(), used.inodes());
  }

  static QuotaLimits limits(View view, QuotaKey key) {
    QuotaLimits quota = view.get(FileTables.LIMITS, key);
    return quota == null ? QuotaLimits.NONE : quota;
  }

  static Map<QuotaKey, QuotaLimits> allLimits(View view) {
    Map<QuotaKey, QuotaLimits> all = new TreeMap<>();
    view.scan(
        FileTables.LIMITS,
        QuotaKey.user(0),
        (key, quota) -> {
          all.put(key, quota);
          return true;
        });
    return all;
  }

  static QuotaUsage usage(View view, QuotaKey key) {
    QuotaUsage used = view.get(FileTables.USAGE, key);
    return used == null ? QuotaUsage.NONE : used;
  }
}
