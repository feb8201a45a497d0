package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.service.AdmittedExport;

/** Whether a file that was there already may be opened. */
final class OpenPermission {
  private static final int TO_READ = AceMask.READ_DATA | AceMask.EXECUTE;

  /** Whether a write is one at the end is seen when it comes. */
  private static final int TO_WRITE = AceMask.WRITE_DATA | AceMask.APPEND_DATA;

  private OpenPermission() {}

  /**
   * Throws unless it is a regular file whose mode or ACL allows the wanted access. Who may execute
   * may open for reading, as that is how programs are loaded; denying reads to others takes the
   * right to write.
   */
  static void require(FileSystem files, View view, Share share, AdmittedExport export, Inode file) {
    Types.requireRegular(file);
    boolean writes = share.writes() || (share.deny() & 1) != 0;
    if (share.writes() && export.readOnly()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ROFS);
    }
    int wanted = (share.reads() ? TO_READ : 0) | (writes ? TO_WRITE : 0);
    int granted = files.access(view, export.credentials(), file, wanted);
    boolean mayRead = (granted & TO_READ) != 0;
    boolean mayWrite = (granted & TO_WRITE) != 0;
    if ((share.reads() && !mayRead) || (writes && !mayWrite)) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ACCESS);
    }
  }
}
