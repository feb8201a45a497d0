package io.havenfs.simulation.cluster;

import io.havenfs.simulation.rpc.HostCalls;
import io.havenfs.simulation.rpc.ServedConnection;
import io.havenfs.simulation.service.NfsFront;
import io.havenfs.testkit.world.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where a node's clients come in: the protocols, made anew for each epoch, and the address. */
final class Door implements Agent.Door {
  static final String PORT = "nfs";
  private static final long ADDRESS_MIN = 300_000;
  private static final long ADDRESS_MAX = 8_000_000;
  private static final long DISK_MAX = 2_000_000;
  private static final long TICK = 1_000_000_000;

  private final Node node;
  private final Copy copy;
  private final RandomGenerator random;
  private final List<ServedConnection> connections = new ArrayList<>();
  private @Nullable NfsFront front;
  private long epoch;
  private boolean lossFound;
  private long lastConnection;

  Door(Node node, Copy copy, RandomGenerator random) {
    this.node = node;
    this.copy = copy;
    this.random = random;
  }

  boolean isOpen() {
    return front != null;
  }

  /** Whether state was found to be lost when it was opened last. */
  boolean lossFound() {
    return lossFound;
  }

  /** What is locked and waited for; empty when it is not open. */
  List<String> locks() {
    NfsFront open = front;
    return open == null ? List.of() : open.locks(copy.committed());
  }

  /** The epoch in which it was opened last. */
  long epoch() {
    return epoch;
  }

  @Override
  public void open(long newEpoch, Runnable opened) {
    epoch = newEpoch;
    lossFound = copy.stateLost();
    NfsFront made =
        new NfsFront(
            copy,
            node.world().limits(),
            node.process().clock(),
            (call, work) -> waitForDisk(work),
            new HostCalls(node.process(), node.world().network(), node.machine().name(), random));
    front = made;
    made.start();
    node.world()
        .network()
        .listen(node.process(), node.machine().name(), PORT, wire -> accept(made, wire));
    tick(made);
    node.process()
        .after(
            random.nextLong(ADDRESS_MIN, ADDRESS_MAX),
            () -> {
              if (front == made) {
                node.world().addresses().announce(node.machine().name());
                opened.run();
              }
            });
  }

  private void waitForDisk(Runnable work) {
    node.process().after(random.nextLong(DISK_MAX), work);
  }

  private Wire.Listener accept(NfsFront made, Wire wire) {
    long served = epoch;
    ServedConnection connection =
        new ServedConnection(wire, ++lastConnection, made.program(), call -> passes(served));
    if (front == made) {
      connections.add(connection);
    } else {
      connection.reset();
    }
    return connection;
  }

  private boolean passes(long served) {
    boolean may = node.mayServe(served);
    if (may) {
      node.world().observer().answered(node, served);
    }
    return may;
  }

  private void tick(NfsFront made) {
    if (front == made) {
      made.tick();
      node.process().after(TICK, () -> tick(made));
    }
  }

  @Override
  public void close(Runnable closed) {
    front = null;
    node.world().addresses().release(node.machine().name());
    node.world().network().unlisten(node.machine().name(), PORT);
    connections.forEach(ServedConnection::reset);
    connections.clear();
    node.process().after(random.nextLong(ADDRESS_MIN), closed);
  }
}
