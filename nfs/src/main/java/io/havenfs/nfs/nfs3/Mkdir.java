package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;

/** MKDIR (RFC 1813 §3.3.9). */
final class Mkdir implements ChangeProcedure {
  @Override
  public Decision decode(Request request) {
    Subject directory = request.changingSubject();
    Name name = Arguments.name(request.arguments());
    SetAttributes attributes = Arguments.attributes(request.arguments());
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      Inode made =
          request.files().makeDirectory(tx, directory.credentials(), parent, name, attributes);
      Made.write(out, request, tx, made, directory);
    };
  }
}
