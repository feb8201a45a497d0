package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.service.AdmittedExport;
import org.jspecify.annotations.Nullable;

/**
 * An object that a request names by its handle, in an export that the caller may use. It remembers
 * the object as it was when the request first looked: those are the attributes "before". Used by
 * the one thread that serves the request at the moment.
 */
final class Subject {
  private final FileHandle handle;
  private final AdmittedExport access;
  private final long fsid;
  private @Nullable Inode before;

  Subject(FileHandle handle, AdmittedExport access, long fsid) {
    this.handle = handle;
    this.access = access;
    this.fsid = fsid;
  }

  long fileId() {
    return handle.fileId();
  }

  int generation() {
    return handle.generation();
  }

  int exportId() {
    return access.exportId();
  }

  long fsid() {
    return fsid;
  }

  /** The caller, squashed as this object's export says. */
  Credentials credentials() {
    return access.credentials();
  }

  boolean isReadOnly() {
    return access.readOnly();
  }

  /** Whether {@code inode} is the top of the export, above which no look-up leads. */
  boolean isExportRoot(Inode inode) {
    return inode.id() == access.rootFileId();
  }

  /** The object as first seen; null until then. */
  @Nullable Inode before() {
    return before;
  }

  void seen(Inode inode) {
    if (before == null) {
      before = inode;
    }
  }
}
