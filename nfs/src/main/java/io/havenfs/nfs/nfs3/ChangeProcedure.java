package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FsException;
import io.havenfs.rpc.xdr.XdrException;

/** A procedure that the sequencer decides. */
@FunctionalInterface
non-sealed interface ChangeProcedure extends Procedure {
  /**
   * Reads the request's arguments, on the event loop. Throws {@link FsException} when they are
   * refused without a look at the state, and {@link XdrException} when they are none.
   */
  Decision decode(Request request);
}
