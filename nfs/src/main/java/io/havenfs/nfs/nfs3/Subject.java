package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.service.ExportedFile;
import org.jspecify.annotations.Nullable;

/**
 * An object that a request names by its handle, in an export that the caller may use. It remembers
 * the object as it was when the request first looked: those are the attributes "before". Used by
 * the one thread that serves the request at the moment.
 */
final class Subject {
  private final ExportedFile file;
  private @Nullable Inode before;

  Subject(ExportedFile file) {
    this.file = file;
  }

  /** The object, without what the request has seen of it. */
  ExportedFile file() {
    return file;
  }

  long fileId() {
    return file.handle().fileId();
  }

  int exportId() {
    return file.access().exportId();
  }

  long fsid() {
    return file.fsid();
  }

  /** The caller, squashed as this object's export says. */
  Credentials credentials() {
    return file.access().credentials();
  }

  boolean isReadOnly() {
    return file.access().readOnly();
  }

  /** Whether {@code inode} is the top of the export, above which no look-up leads. */
  boolean isExportRoot(Inode inode) {
    return file.isExportRoot(inode);
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
