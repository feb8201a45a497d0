package io.havenfs.engine.file;

import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.EntryKey;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.XattrKey;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import java.util.List;

/** The tables of the file system. */
public final class FileTables {
  /** Objects by file id. */
  public static final Table<Long, Inode> INODES =
      new Table<>(1, "inodes", FileCodecs.ID, new InodeCodec(), Residence.CACHED);

  /** Directory entries by name. */
  public static final Table<EntryKey, Entry> ENTRIES =
      new Table<>(2, "entries", FileCodecs.ENTRY_KEY, FileCodecs.ENTRY, Residence.CACHED);

  /** Directory entries by cookie: what listings read. */
  public static final Table<CookieKey, NamedEntry> COOKIES =
      new Table<>(3, "cookies", FileCodecs.COOKIE_KEY, FileCodecs.NAMED_ENTRY, Residence.STORED);

  /**
   * Contents of small files and targets of symbolic links, by file id. An empty file has no row.
   * May be shorter than the file: the rest is a hole.
   */
  public static final Table<Long, Bytes> CONTENTS =
      new Table<>(4, "contents", FileCodecs.ID, FileCodecs.BYTES, Residence.CACHED);

  /** Extended attributes. */
  public static final Table<XattrKey, Bytes> XATTRS =
      new Table<>(5, "xattrs", FileCodecs.XATTR_KEY, FileCodecs.BYTES, Residence.STORED);

  /** Files without a name that were open when they lost it, with the time when they did. */
  public static final Table<Long, Long> ORPHANS =
      new Table<>(6, "orphans", FileCodecs.ID, FileCodecs.ID, Residence.RESIDENT);

  /** Limits of users and groups; no row means none. */
  public static final Table<QuotaKey, QuotaLimits> LIMITS =
      new Table<>(
          7, "quota-limits", FileCodecs.QUOTA_KEY, FileCodecs.QUOTA_LIMITS, Residence.RESIDENT);

  /** Usage of users and groups; no row means none. */
  public static final Table<QuotaKey, QuotaUsage> USAGE =
      new Table<>(
          8, "quota-usage", FileCodecs.QUOTA_KEY, FileCodecs.QUOTA_USAGE, Residence.RESIDENT);

  /** ACLs of the objects whose inode says so. */
  public static final Table<Long, Acl> ACLS =
      new Table<>(9, "acls", FileCodecs.ID, new AclCodec(), Residence.CACHED);

  private static final List<Table<?, ?>> ALL =
      List.of(INODES, ENTRIES, COOKIES, CONTENTS, XATTRS, ORPHANS, LIMITS, USAGE, ACLS);

  private FileTables() {}

  /** All of them. */
  public static List<Table<?, ?>> all() {
    return ALL;
  }
}
