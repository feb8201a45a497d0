package io.havenfs.nfs.nfs3;

import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.model.SetAttributes;
import java.util.OptionalLong;

/** SETATTR (RFC 1813 §3.3.2). The owner may set the size whatever the mode says. */
final class Setattr implements ChangeProcedure {
  @Override
  public Decision decode(Request request) {
    Subject object = request.changingSubject();
    SetAttributes attributes = Arguments.attributes(request.arguments());
    OptionalLong guard = Arguments.guard(request.arguments());
    return (tx, out) -> {
      long id = request.inode(tx, object).id();
      if (attributes.size().isPresent()) {
        StateChecks.anonymousIo(tx, id, ShareModes.WRITE);
      }
      request.files().setAttributes(tx, object.credentials(), id, attributes, guard, true);
      request.wcc(out, tx, object);
    };
  }
}
