package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.AclMode;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.Entry;
import io.havenfs.engine.model.EntryKey;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.XattrKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Everything that must hold between the rows of the file system's tables. */
final class Fsck {
  private final MemoryTransaction tx;
  private final Map<Long, Inode> inodes;
  private final Map<EntryKey, Entry> entries;
  private final Map<Long, Long> orphans;

  private Fsck(MemoryTransaction tx) {
    this.tx = tx;
    inodes = tx.all(FileTables.INODES);
    entries = tx.all(FileTables.ENTRIES);
    orphans = tx.all(FileTables.ORPHANS);
  }

  static void check(MemoryTransaction tx) {
    Fsck fsck = new Fsck(tx);
    fsck.checkEntries();
    fsck.checkLinks();
    fsck.checkContents();
    fsck.checkXattrs();
    fsck.checkAcls();
    fsck.checkUsage();
  }

  private Inode inode(long id) {
    return Objects.requireNonNull(inodes.get(id), () -> "no inode " + id);
  }

  private void checkEntries() {
    Map<CookieKey, NamedEntry> cookies = tx.all(FileTables.COOKIES);
    assertThat(cookies).hasSameSizeAs(entries);
    Map<Long, Integer> counts = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          Inode directory = inode(key.directory());
          assertThat(directory.isDirectory()).isTrue();
          assertThat(entry.cookie()).isBetween(FileLimits.FIRST_COOKIE, directory.nextCookie() - 1);
          assertThat(cookies.get(new CookieKey(key.directory(), entry.cookie())))
              .isEqualTo(new NamedEntry(key.name(), entry.fileId()));
          counts.merge(key.directory(), 1, Integer::sum);
        });
    inodes.forEach(
        (id, inode) -> assertThat(inode.entries()).isEqualTo(counts.getOrDefault(id, 0)));
  }

  private void checkLinks() {
    Map<Long, Integer> names = new HashMap<>();
    Map<Long, Integer> subdirectories = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          names.merge(entry.fileId(), 1, Integer::sum);
          Inode child = inode(entry.fileId());
          if (child.isDirectory()) {
            assertThat(child.parent()).isEqualTo(key.directory());
            subdirectories.merge(key.directory(), 1, Integer::sum);
          }
        });
    for (Inode inode : inodes.values()) {
      int count = names.getOrDefault(inode.id(), 0);
      if (inode.isDirectory()) {
        assertThat(count).isEqualTo(inode.id() == Inode.ROOT ? 0 : 1);
        assertThat(inode.links()).isEqualTo(2 + subdirectories.getOrDefault(inode.id(), 0));
      } else {
        assertThat(inode.links()).isEqualTo(count);
        assertThat(orphans.containsKey(inode.id())).isEqualTo(count == 0);
      }
    }
    assertThat(inodes.keySet()).containsAll(orphans.keySet());
  }

  private void checkContents() {
    Map<Long, Bytes> contents = tx.all(FileTables.CONTENTS);
    Set<Long> dataIds = new HashSet<>();
    for (Inode inode : inodes.values()) {
      Bytes inline = contents.get(inode.id());
      boolean expected =
          inode.type() == FileType.SYMLINK
              || (inode.isRegular() && inode.isInline() && inode.space() > 0);
      assertThat(inline != null).as("contents of %s", inode).isEqualTo(expected);
      if (inline != null) {
        assertThat((long) inline.length()).isLessThanOrEqualTo(inode.size());
      }
      if (!inode.isInline()) {
        assertThat(dataIds.add(inode.dataId())).isTrue();
        MemoryFile file = tx.files().get(inode.dataId());
        assertThat(file == null ? 0 : file.size()).isLessThanOrEqualTo(inode.size());
      }
    }
    assertThat(inodes.keySet()).containsAll(contents.keySet());
    assertThat(dataIds).containsAll(tx.files().keySet());
  }

  private void checkXattrs() {
    Map<Long, Integer> bytes = new HashMap<>();
    Map<XattrKey, Bytes> xattrs = tx.all(FileTables.XATTRS);
    xattrs.forEach(
        (key, value) ->
            bytes.merge(key.fileId(), key.name().length() + value.length(), Integer::sum));
    inodes.forEach(
        (id, inode) -> assertThat(inode.xattrBytes()).isEqualTo(bytes.getOrDefault(id, 0)));
    assertThat(inodes.keySet()).containsAll(bytes.keySet());
  }

  private void checkAcls() {
    Map<Long, Acl> acls = tx.all(FileTables.ACLS);
    inodes.forEach(
        (id, inode) -> {
          Acl acl = acls.get(id);
          assertThat(acl != null).as("ACL of %s", inode).isEqualTo(inode.hasAcl());
          if (acl != null) {
            assertThat(AclMode.of(acl)).isEqualTo(inode.mode() & 0777);
            assertThat(AclMode.isJustMode(acl)).isFalse();
          }
        });
    assertThat(inodes.keySet()).containsAll(acls.keySet());
  }

  private void checkUsage() {
    Map<QuotaKey, QuotaUsage> expected = new HashMap<>();
    for (Inode inode : inodes.values()) {
      QuotaUsage one = new QuotaUsage(inode.space(), 1, 0, 0);
      expected.merge(QuotaKey.user(inode.uid()), one, Fsck::sum);
      expected.merge(QuotaKey.group(inode.gid()), one, Fsck::sum);
    }
    assertThat(tx.all(FileTables.USAGE)).isEqualTo(expected);
  }

  private static QuotaUsage sum(QuotaUsage a, QuotaUsage b) {
    return new QuotaUsage(a.space() + b.space(), a.inodes() + b.inodes(), 0, 0);
  }
}
