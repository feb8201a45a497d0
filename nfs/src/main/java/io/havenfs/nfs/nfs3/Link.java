package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Name;

/** LINK (RFC 1813 §3.3.15). */
final class Link implements ChangeProcedure {
  @Override
  public Decision decode(Request request) {
    Subject file = request.changingSubject();
    Subject directory = request.changingSubject();
    Name name = Arguments.name(request.arguments());
    file.file().requireSameExport(directory.file());
    return (tx, out) -> {
      long id = request.inode(tx, file).id();
      long parent = request.directory(tx, directory).id();
      request.files().link(tx, directory.credentials(), id, parent, name);
      request.attributesNow(out, tx, file);
      request.wcc(out, tx, directory);
    };
  }
}
