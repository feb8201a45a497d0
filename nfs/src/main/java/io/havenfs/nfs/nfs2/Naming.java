package io.havenfs.nfs.nfs2;

import io.havenfs.engine.model.Name;
import io.havenfs.nfs.service.ExportedFile;

/** What changes names only: REMOVE, RMDIR, RENAME and LINK. Their results are a status. */
final class Naming {
  private Naming() {}

  /** REMOVE (RFC 1094 §2.2.11). */
  static Procedure2.Decision remove(Request2 request) {
    ExportedFile directory = request.changingFile();
    Name name = request.name();
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      request.files().remove(tx, directory.access().credentials(), parent, name);
    };
  }

  /** RMDIR (§2.2.16). */
  static Procedure2.Decision rmdir(Request2 request) {
    ExportedFile directory = request.changingFile();
    Name name = request.name();
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      request.files().removeDirectory(tx, directory.access().credentials(), parent, name);
    };
  }

  /** RENAME (§2.2.12). */
  static Procedure2.Decision rename(Request2 request) {
    ExportedFile from = request.changingFile();
    Name fromName = request.name();
    ExportedFile to = request.changingFile();
    Name toName = request.name();
    from.requireSameExport(to);
    return (tx, out) -> {
      long source = request.directory(tx, from).id();
      long target = request.directory(tx, to).id();
      request.files().rename(tx, from.access().credentials(), source, fromName, target, toName);
    };
  }

  /** LINK (§2.2.13). */
  static Procedure2.Decision link(Request2 request) {
    ExportedFile file = request.changingFile();
    ExportedFile directory = request.changingFile();
    Name name = request.name();
    file.requireSameExport(directory);
    return (tx, out) -> {
      long id = file.inode(request.context(), tx).id();
      long parent = request.directory(tx, directory).id();
      request.files().link(tx, directory.access().credentials(), id, parent, name);
    };
  }
}
