package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Name;

/** RENAME (RFC 1813 §3.3.14). */
final class Rename implements ChangeProcedure {
  @Override
  public Decision decode(Request request) {
    Subject from = request.changingSubject();
    Name fromName = Arguments.name(request.arguments());
    Subject to = request.changingSubject();
    Name toName = Arguments.name(request.arguments());
    from.file().requireSameExport(to.file());
    return (tx, out) -> {
      long source = request.directory(tx, from).id();
      long target = request.directory(tx, to).id();
      request.files().rename(tx, from.credentials(), source, fromName, target, toName);
      request.wcc(out, tx, from);
      request.wcc(out, tx, to);
    };
  }
}
