package io.havenfs.nfs.nfs4.compound;

import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/**
 * What executes one operation. One instance serves all compounds, so it keeps nothing about any; it
 * runs on event loops and on the sequencer, and must not block.
 */
@FunctionalInterface
public interface Operation4 {
  /**
   * Decodes the arguments from {@link Compound#arguments()} (all of them, before changing anything,
   * so that bad XDR has no effect), does what they ask, and appends what follows the status in the
   * result to {@link Compound#results()}.
   *
   * <p>Ends with a status whose result the operation has written, or throws {@link
   * io.havenfs.nfs.nfs4.proto.Nfs4Exception}, {@link io.havenfs.engine.model.FsException} or {@link
   * io.havenfs.rpc.xdr.XdrException} for a result that is only the status; what it had written is
   * dropped then.
   */
  Nfs4Status execute(Compound compound);
}
