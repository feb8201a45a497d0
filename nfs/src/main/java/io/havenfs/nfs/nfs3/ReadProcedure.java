package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FsException;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrWriter;

/** A procedure that is answered on the event loop from the committed state. */
non-sealed interface ReadProcedure extends Procedure {
  /** Most replies have no more bytes than this. */
  int USUAL_REPLY = 256;

  /**
   * How many bytes of results to expect: what the reply's buffer is made for. Does not move the
   * arguments' position.
   */
  default int expectedBytes(Request request) {
    return USUAL_REPLY;
  }

  /**
   * Reads the request's arguments and writes what follows NFS3_OK. Throws {@link FsException} for
   * another status, whatever was written then being forgotten, and {@link XdrException} for
   * arguments that are none.
   */
  void answer(Request request, XdrWriter out);
}
