package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.rpc.xdr.XdrReader;

/** MKNOD (RFC 1813 §3.3.11). */
final class Mknod implements ChangeProcedure {
  private static final int NF3BLK = 3;
  private static final int NF3CHR = 4;
  private static final int NF3SOCK = 6;
  private static final int NF3FIFO = 7;

  @Override
  public Decision decode(Request request) {
    Subject directory = request.changingSubject();
    XdrReader in = request.arguments();
    Name name = Arguments.name(in);
    return switch (in.int32()) {
      case NF3BLK -> device(request, directory, name, FileType.BLOCK_DEVICE);
      case NF3CHR -> device(request, directory, name, FileType.CHARACTER_DEVICE);
      case NF3SOCK -> node(request, directory, name, FileType.SOCKET);
      case NF3FIFO -> node(request, directory, name, FileType.FIFO);
      default -> badType(request, directory);
    };
  }

  private static Decision device(Request request, Subject directory, Name name, FileType type) {
    SetAttributes attributes = Arguments.attributes(request.arguments());
    long device = request.arguments().int64();
    return make(request, directory, name, type, device, attributes);
  }

  private static Decision node(Request request, Subject directory, Name name, FileType type) {
    SetAttributes attributes = Arguments.attributes(request.arguments());
    return make(request, directory, name, type, 0, attributes);
  }

  private static Decision make(
      Request request,
      Subject directory,
      Name name,
      FileType type,
      long device,
      SetAttributes attributes) {
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      Inode made =
          request
              .files()
              .makeNode(tx, directory.credentials(), parent, name, type, device, attributes);
      Made.write(out, request, tx, made, directory);
    };
  }

  private static Decision badType(Request request, Subject directory) {
    return (tx, out) -> {
      request.directory(tx, directory);
      throw new RefusedException(Nfsstat3.NFS3ERR_BADTYPE);
    };
  }
}
