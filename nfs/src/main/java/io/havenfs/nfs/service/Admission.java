package io.havenfs.nfs.service;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.rpc.RpcCall;

/**
 * Decides, for every request, whether a caller may use an export, and as whom. Thread-safe; asked
 * on the event loops, so it neither blocks nor is slow.
 */
@FunctionalInterface
public interface Admission {
  /**
   * The export as the caller sees it: the client's address must be admitted, the port must be a
   * privileged one where the export wants that, the flavour one that it allows, and the user is
   * squashed as it says.
   *
   * <p>Throws {@link FsException}: {@link Status#STALE} when there is no such export (any more),
   * {@link Status#ACCESS_DENIED} when the client or the flavour is not admitted, {@link
   * Status#NOT_OWNER} for a port that is not privileged, {@link Status#DELAY} while the client's
   * name is being looked up.
   */
  AdmittedExport admit(int exportId, RpcCall call);
}
