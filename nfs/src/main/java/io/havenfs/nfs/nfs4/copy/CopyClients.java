package io.havenfs.nfs.nfs4.copy;

import io.havenfs.engine.offload.CopyJob;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.nfs4.compound.Compound;

/** What copies need of client state and callbacks. Implemented where those are. Thread-safe. */
public interface CopyClients {
  /** No client can be called: every copy is made at once. */
  CopyClients UNREACHABLE =
      new CopyClients() {
        @Override
        public boolean canBeCalled(Compound compound) {
          return false;
        }

        @Override
        public boolean exists(View view, long clientId) {
          return true;
        }

        @Override
        public void tell(long jobId, CopyJob job, Runnable known) {}
      };

  /** Whether the client of this compound has a backchannel that works, as far as is known. */
  boolean canBeCalled(Compound compound);

  /** Whether the client still has state here. */
  boolean exists(View view, long clientId);

  /**
   * Sends CB_OFFLOAD for a job that has ended. Runs {@code known}, on any thread, once the client
   * has taken note; if that fails nothing happens, and this is called again later.
   */
  void tell(long jobId, CopyJob job, Runnable known);
}
