package io.havenfs.engine.file;

import static io.havenfs.engine.file.FileSystem.EXECUTE;
import static io.havenfs.engine.file.FileSystem.READ;
import static io.havenfs.engine.file.FileSystem.WRITE;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;

/** Turns permissions into the bits of ACCESS. Changing a directory takes write and search. */
final class NfsAccessBits {
  private static final int BY_READ = NfsAccess.READ | NfsAccess.XATTR_READ | NfsAccess.XATTR_LIST;
  private static final int BY_WRITE = NfsAccess.XATTR_WRITE;
  private static final int CHANGES = NfsAccess.MODIFY | NfsAccess.EXTEND;
  private static final int DIRECTORY_CHANGES = CHANGES | NfsAccess.DELETE;

  private NfsAccessBits() {}

  static int known(Inode inode) {
    return inode.isDirectory()
        ? BY_READ | BY_WRITE | DIRECTORY_CHANGES | NfsAccess.LOOKUP
        : BY_READ | BY_WRITE | CHANGES | NfsAccess.EXECUTE;
  }

  static int granted(Credentials who, Inode inode, int wanted) {
    int rights = Permissions.granted(who, inode, READ | WRITE | EXECUTE);
    int bits = 0;
    if ((rights & READ) != 0) {
      bits |= BY_READ;
    }
    if ((rights & WRITE) != 0) {
      bits |= BY_WRITE | (inode.isDirectory() ? 0 : CHANGES);
    }
    if ((rights & EXECUTE) != 0) {
      bits |= inode.isDirectory() ? NfsAccess.LOOKUP : NfsAccess.EXECUTE;
    }
    if (inode.isDirectory() && (rights & (WRITE | EXECUTE)) == (WRITE | EXECUTE)) {
      bits |= DIRECTORY_CHANGES;
    }
    return bits & wanted;
  }
}
