package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.identity.Clients;
import io.havenfs.engine.offload.CopyJob;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.copy.CopyClients;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells clients of copies that have ended, over the backchannel of any of their sessions.
 * Thread-safe.
 */
final class OffloadCallbacks implements CopyClients {
  private final Engine engine;
  private final Backchannels backchannels;
  private final ConcurrentHashMap<Long, CallbackSlot> slots = new ConcurrentHashMap<>();

  OffloadCallbacks(Engine engine, Backchannels backchannels) {
    this.engine = engine;
    this.backchannels = backchannels;
  }

  @Override
  public boolean canBeCalled(Compound compound) {
    return !backchannels.callable(compound.clientId()).isEmpty();
  }

  @Override
  public boolean exists(View view, long clientId) {
    return Clients.confirmed(view, clientId) != null;
  }

  @Override
  public void tell(long jobId, CopyJob job, Runnable known) {
    List<Backchannels.Callable> paths = backchannels.callable(job.clientId());
    if (paths.isEmpty()) {
      return;
    }
    Backchannels.Callable path = paths.getFirst();
    CallbackSlot slot = slots.computeIfAbsent(path.session().id(), id -> new CallbackSlot());
    if (slot.take()) {
      new OffloadCall(path, slot, jobId, job, engine.writeVerifier(), known).send();
    }
  }
}
