package io.havenfs.nfs.nfs2;

import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.service.ExportedFile;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/** What changes an object: SETATTR and WRITE. */
final class Writing {
  private Writing() {}

  /** SETATTR (RFC 1094 §2.2.3). The owner may set the size whatever the mode says. */
  static Procedure2.Decision setattr(Request2 request) {
    ExportedFile file = request.changingFile();
    SetAttributes attributes = Attributes2.read(request.arguments()).ofFile();
    return (tx, out) -> {
      long id = file.inode(request.context(), tx).id();
      if (attributes.size().isPresent()) {
        StateChecks.anonymousIo(tx, id, ShareModes.WRITE);
      }
      Inode changed =
          request
              .files()
              .setAttributes(
                  tx, file.access().credentials(), id, attributes, OptionalLong.empty(), true);
      request.attributes(out, file, changed);
    };
  }

  /**
   * WRITE (§2.2.9): on stable storage when it is answered. Of the three numbers before the data
   * only the offset has a meaning.
   */
  static Procedure2.Decision write(Request2 request) {
    ExportedFile file = request.changingFile();
    XdrReader in = request.arguments();
    in.skip(4);
    long offset = in.uint32();
    in.skip(4);
    ByteBuf payload = in.opaqueSlice(Request2.MAX_DATA);
    if (offset + payload.readableBytes() > Attributes2.MAX_SIZE) {
      throw FsException.of(Status.FILE_TOO_BIG);
    }
    return (tx, out) -> {
      long id = file.inode(request.context(), tx).id();
      StateChecks.anonymousIo(tx, id, ShareModes.WRITE);
      Inode written =
          request
              .files()
              .write(
                  tx,
                  file.access().credentials(),
                  id,
                  offset,
                  payload,
                  WriteStability.FILE_SYNC,
                  true);
      request.attributes(out, file, written);
    };
  }
}
