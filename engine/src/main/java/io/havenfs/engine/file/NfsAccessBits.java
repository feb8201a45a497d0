package io.havenfs.engine.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.acl.Decision;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.View;

/** Turns permissions into the bits of ACCESS. Changing a directory takes search, too. */
final class NfsAccessBits {
  private static final int XATTRS_READ = NfsAccess.XATTR_READ | NfsAccess.XATTR_LIST;
  private static final int XATTRS = XATTRS_READ | NfsAccess.XATTR_WRITE;
  private static final int CHANGES = NfsAccess.MODIFY | NfsAccess.EXTEND;
  private static final int DIRECTORY_CHANGES = CHANGES | NfsAccess.DELETE;
  private static final int ASKED =
      AceMask.READ_DATA
          | AceMask.WRITE_DATA
          | AceMask.APPEND_DATA
          | AceMask.EXECUTE
          | AceMask.READ_NAMED_ATTRS
          | AceMask.WRITE_NAMED_ATTRS;

  private NfsAccessBits() {}

  static int known(Inode inode) {
    return inode.isDirectory()
        ? NfsAccess.READ | XATTRS | DIRECTORY_CHANGES | NfsAccess.LOOKUP
        : NfsAccess.READ | XATTRS | CHANGES | NfsAccess.EXECUTE;
  }

  static int granted(View view, Credentials who, Inode inode, int wanted) {
    int rights = Permissions.granted(view, who, inode, ASKED);
    int bits =
        when(rights, AceMask.READ_DATA, NfsAccess.READ)
            | when(rights, AceMask.READ_NAMED_ATTRS, XATTRS_READ)
            | when(rights, AceMask.WRITE_NAMED_ATTRS, NfsAccess.XATTR_WRITE);
    if (inode.isDirectory()) {
      bits |= ofDirectory(view, who, inode, rights);
    } else {
      bits |=
          when(rights, AceMask.EXECUTE, NfsAccess.EXECUTE)
              | when(rights, AceMask.WRITE_DATA, NfsAccess.MODIFY)
              | when(rights, AceMask.APPEND_DATA, NfsAccess.EXTEND);
    }
    return bits & wanted;
  }

  private static int ofDirectory(View view, Credentials who, Inode directory, int rights) {
    if ((rights & AceMask.EXECUTE) == 0) {
      return 0;
    }
    int bits =
        NfsAccess.LOOKUP
            | when(rights, AceMask.ADD_FILE, CHANGES)
            | when(rights, AceMask.ADD_SUBDIRECTORY, NfsAccess.EXTEND);
    return mayDelete(view, who, directory, rights) ? bits | NfsAccess.DELETE : bits;
  }

  /** Whether names may be taken out, as far as it depends on the directory alone. */
  private static boolean mayDelete(View view, Credentials who, Inode directory, int rights) {
    boolean adds = (rights & AceMask.ADD_FILE) != 0;
    if (!directory.hasAcl() || who.isRoot()) {
      return adds;
    }
    Decision said = Acls.decide(view, who, directory, AceMask.DELETE_CHILD);
    return said.allowed() != 0 || (adds && said.denied() == 0);
  }

  private static int when(int rights, int right, int bits) {
    return (rights & right) != 0 ? bits : 0;
  }
}
