package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Name;

/** REMOVE (RFC 1813 §3.3.12). */
final class Remove implements ChangeProcedure {
  @Override
  public Decision decode(Request request) {
    Subject directory = request.changingSubject();
    Name name = Arguments.name(request.arguments());
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      request.files().remove(tx, directory.credentials(), parent, name);
      request.wcc(out, tx, directory);
    };
  }
}
