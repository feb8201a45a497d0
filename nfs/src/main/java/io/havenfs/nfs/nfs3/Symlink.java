package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.rpc.xdr.XdrReader;

/** SYMLINK (RFC 1813 §3.3.10). */
final class Symlink implements ChangeProcedure {
  @Override
  public Decision decode(Request request) {
    Subject directory = request.changingSubject();
    XdrReader in = request.arguments();
    Name name = Arguments.name(in);
    SetAttributes attributes = Arguments.attributes(in);
    Bytes target = new Bytes(in.opaque(in.remaining()));
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      Inode made =
          request
              .files()
              .makeSymlink(tx, directory.credentials(), parent, name, target, attributes);
      Made.write(out, request, tx, made, directory);
    };
  }
}
