package io.havenfs.node.cluster;

import io.havenfs.cluster.agent.ServiceDoor;
import io.havenfs.node.lease.LeasedProgram;
import io.havenfs.node.lease.RememberedConnections;
import io.havenfs.rpc.RpcCall;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Stands between a service's clients and its programs. Thread-safe. */
final class DoorGuard implements LeasedProgram.Guard {
  private final BooleanSupplier mayServe;
  private final ServiceDoor.Traffic traffic;
  private final RememberedConnections connections;
  private final AtomicBoolean called = new AtomicBoolean();
  private final AtomicBoolean answered = new AtomicBoolean();

  DoorGuard(
      BooleanSupplier mayServe, ServiceDoor.Traffic traffic, RememberedConnections connections) {
    this.mayServe = mayServe;
    this.traffic = traffic;
    this.connections = connections;
  }

  @Override
  public boolean mayServe() {
    return mayServe.getAsBoolean();
  }

  @Override
  public void called(RpcCall call) {
    if (!called.get() && called.compareAndSet(false, true)) {
      traffic.firstRequest();
    }
    connections.called(call.connection());
  }

  @Override
  public void answered() {
    if (!answered.get() && answered.compareAndSet(false, true)) {
      traffic.firstReply();
    }
  }
}
