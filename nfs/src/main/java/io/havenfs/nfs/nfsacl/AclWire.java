package io.havenfs.nfs.nfsacl;

import io.havenfs.engine.acl.PosixAcl;
import io.havenfs.engine.acl.PosixAcl.Named;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One POSIX ACL in its NFSACL form: the number of its entries, then they as an array. */
final class AclWire {
  /** The most entries that the protocol has room for. */
  static final int MAX_ENTRIES = 1024;

  private static final int OWNER = 0x1;
  private static final int USER = 0x2;
  private static final int OWNING_GROUP = 0x4;
  private static final int GROUP = 0x8;
  private static final int MASK = 0x10;
  private static final int OTHER = 0x20;

  /** Set in the types of a default ACL's entries. */
  static final int OF_DEFAULT = 0x1000;

  private static final int ENTRY_LENGTH = 12;
  private static final int PERMISSIONS = 7;

  /** What an ACL without a mask has at least on the wire: Solaris wants a mask in any. */
  private static final int WITH_MASK = 4;

  private AclWire() {}

  /** Where no ACL is. */
  static void writeNone(XdrWriter out) {
    out.int32(0);
    out.int32(0);
  }

  /**
   * Writes one.
   *
   * @param entries whether its entries are wanted, and not only their number
   * @param flag 0, or {@link #OF_DEFAULT}
   */
  static void write(XdrWriter out, PosixAcl acl, Inode inode, boolean entries, int flag) {
    int count = Math.max(acl.size(), WITH_MASK);
    out.int32(count);
    out.int32(entries ? count : 0);
    if (!entries) {
      return;
    }
    entry(out, flag | OWNER, inode.uid(), acl.owner());
    acl.users().forEach(each -> entry(out, flag | USER, each.id(), each.permissions()));
    entry(out, flag | OWNING_GROUP, inode.gid(), acl.group());
    acl.groups().forEach(each -> entry(out, flag | GROUP, each.id(), each.permissions()));
    entry(out, flag | MASK, 0, acl.mask().orElse(acl.group()));
    entry(out, flag | OTHER, 0, acl.other());
  }

  private static void entry(XdrWriter out, int type, int id, int permissions) {
    out.int32(type);
    out.int32(id);
    out.int32(permissions);
  }

  /** The entries of an ACL as they came. */
  record Entries(List<Entry> all) {
    /** The ACL that they are; empty when there is none; INVALID when they make none. */
    Optional<PosixAcl> acl() {
      return all.isEmpty() ? Optional.empty() : Optional.of(new Builder().built(all));
    }
  }

  /** One entry as it came, its type without {@link #OF_DEFAULT}. */
  record Entry(int type, int id, int permissions) {}

  /** Reads one. */
  static Entries read(XdrReader in) {
    in.length(MAX_ENTRIES);
    int count = in.length(Math.min(MAX_ENTRIES, in.remaining() / ENTRY_LENGTH));
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(new Entry(in.int32() & ~OF_DEFAULT, in.int32(), in.int32() & PERMISSIONS));
    }
    return new Entries(entries);
  }

  /** Sorts entries by what they are. */
  private static final class Builder {
    private final List<Named> users = new ArrayList<>();
    private final List<Named> groups = new ArrayList<>();
    private OptionalInt owner = OptionalInt.empty();
    private OptionalInt group = OptionalInt.empty();
    private OptionalInt mask = OptionalInt.empty();
    private OptionalInt other = OptionalInt.empty();

    PosixAcl built(List<Entry> entries) {
      entries.forEach(this::add);
      if (owner.isEmpty() || group.isEmpty() || other.isEmpty()) {
        throw FsException.of(Status.INVALID);
      }
      boolean named = !users.isEmpty() || !groups.isEmpty();
      boolean onlyForSolaris = !named && mask.equals(group);
      try {
        return new PosixAcl(
            owner.getAsInt(),
            users,
            group.getAsInt(),
            groups,
            onlyForSolaris ? OptionalInt.empty() : mask,
            other.getAsInt());
      } catch (IllegalArgumentException invalid) {
        throw FsException.of(Status.INVALID);
      }
    }

    private void add(Entry entry) {
      switch (entry.type()) {
        case OWNER -> owner = once(owner, entry);
        case USER -> users.add(new Named(entry.id(), entry.permissions()));
        case OWNING_GROUP -> group = once(group, entry);
        case GROUP -> groups.add(new Named(entry.id(), entry.permissions()));
        case MASK -> mask = once(mask, entry);
        case OTHER -> other = once(other, entry);
        default -> throw FsException.of(Status.INVALID);
      }
    }

    private static OptionalInt once(OptionalInt before, Entry entry) {
      if (before.isPresent()) {
        throw FsException.of(Status.INVALID);
      }
      return OptionalInt.of(entry.permissions());
    }
  }
}
