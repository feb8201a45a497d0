package io.havenfs.nfs.nfs3;

import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * CREATE (RFC 1813 §3.3.8). The verifier of an exclusive create is kept with the file for ever, so
 * that a repetition is known however late it comes, and after any failover.
 */
final class Create implements ChangeProcedure {
  private static final int UNCHECKED = 0;
  private static final int GUARDED = 1;
  private static final int EXCLUSIVE = 2;

  @Override
  public Decision decode(Request request) {
    Subject directory = request.changingSubject();
    XdrReader in = request.arguments();
    Name name = Arguments.name(in);
    int how = in.int32();
    CreateMode mode = mode(how, in);
    SetAttributes attributes = how == EXCLUSIVE ? SetAttributes.NONE : Arguments.attributes(in);
    return (tx, out) -> {
      request.directory(tx, directory);
      Inode created = directory.file().createFile(request.context(), tx, name, mode, attributes);
      Made.write(out, request, tx, created, directory);
    };
  }

  private static CreateMode mode(int how, XdrReader in) {
    return switch (how) {
      case UNCHECKED -> CreateMode.UNCHECKED;
      case GUARDED -> CreateMode.GUARDED;
      case EXCLUSIVE -> new CreateMode.Exclusive(in.int64());
      default -> throw new XdrException("createmode3 is " + how);
    };
  }
}
