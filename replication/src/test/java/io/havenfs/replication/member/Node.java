package io.havenfs.replication.member;

import io.havenfs.engine.core.Copies;
import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.core.EnginePorts;
import io.havenfs.engine.core.LogSync;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.core.SequencerPorts;
import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.store.MemoryTableStore;
import io.havenfs.engine.tx.Change;
import io.havenfs.host.time.Time;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.SyncTurns;
import io.havenfs.replication.frame.Frame;
import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.disk.SimulatedDisk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A node with a copy: its disk outlives it, everything else goes with its process. */
final class Node {
  static final ReplicationLimits LIMITS =
      new ReplicationLimits(
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          256 << 10,
          64 << 10,
          128 << 10,
          0);
  private static final LogLimits LOG = new LogLimits(128 << 10, 96 << 10, 8 << 10);
  private static final EngineLimits ENGINE = new EngineLimits(1024, 8, 1 << 20, 64 << 10, 0);
  private static final long TICK = 10_000_000;

  final String name;
  private final Cluster cluster;
  private final Events events;
  private SimulatedDisk disk;
  private MemoryTableStore store = new MemoryTableStore();
  private int boot;
  private int incarnation;
  private long fetched;
  private boolean alive;
  private boolean frozen;
  private final List<Events.Action> held = new ArrayList<>();
  private Sequencer sequencer;
  private Member member;
  private final Deque<Change> queue = new ArrayDeque<>();
  private final List<Wire> wires = new ArrayList<>();

  Node(String name, Cluster cluster) throws Exception {
    this.name = name;
    this.cluster = cluster;
    this.events = cluster.events;
    disk = new SimulatedDisk(events.random.nextLong());
    start();
  }

  boolean isAlive() {
    return alive;
  }

  int incarnation() {
    return incarnation;
  }

  Sequencer sequencer() {
    return sequencer;
  }

  ReplicaStatus status() {
    return member.status();
  }

  /** File data fetched by this process: counted where it arrives. */
  long fetchedBytes() {
    return fetched;
  }

  void start() throws Exception {
    incarnation++;
    fetched = 0;
    alive = true;
    queue.clear();
    sequencer =
        Sequencer.open(
            new EnginePorts(
                disk,
                () -> store,
                LOG,
                new DataLimits(4, 16),
                events.time,
                "boot-" + boot,
                events.random),
            ENGINE,
            new Copies(Copies.Kind.REPLICATED, cluster.retainedLogBytes),
            Rows.ALL,
            Ports::new,
            tx -> tx.put(Rows.COUNT, 0L, 0L));
    member =
        new Member(
            name,
            "service",
            sequencer,
            cluster.proposals(this),
            cluster.limits,
            SyncTurns.atOnce(() -> 1),
            this::dial);
    tick(incarnation);
  }

  private void tick(int of) {
    events.after(
        TICK,
        () -> {
          if (isOf(of)) {
            turn(() -> {});
            tick(of);
          }
        });
  }

  private boolean isOf(int life) {
    return alive && life == incarnation;
  }

  /** The process dies, and with {@code power} the machine. */
  void die(boolean power) {
    if (!alive) {
      return;
    }
    alive = false;
    store = store.crash();
    if (power) {
      disk = disk.crash(events.random);
      boot++;
    } else {
      disk = disk.restart();
    }
    List.copyOf(wires).forEach(Wire::breakDown);
    wires.clear();
    List<Change> lost = new ArrayList<>(queue);
    queue.clear();
    lost.forEach(change -> change.failed(new IllegalStateException("died")));
    sequencer.abandon().forEach(change -> change.failed(new IllegalStateException("died")));
  }

  /** The disk dies in its {@code n}-th change from now on, and the process with it. */
  void dieWithin(int n) {
    disk.failAfter(n);
  }

  /** Something is done to this node, and then there are turns until nothing is left to do. */
  void turn(Events.Action action) throws Exception {
    if (!alive) {
      return;
    }
    if (frozen) {
      held.add(action);
      return;
    }
    try {
      action.run();
      while (sequencer.turn(queue::poll)) {
        // more
      }
    } catch (SimulatedCrash died) {
      die(true); // such a disk may forget what it had not synced, so only a machine dies of it
    }
  }

  /** The process stands still: what comes in waits. */
  void freeze() {
    frozen = true;
  }

  /** It goes on with what came in meanwhile. */
  void thaw() throws Exception {
    frozen = false;
    List<Events.Action> all = List.copyOf(held);
    held.clear();
    for (Events.Action each : all) {
      turn(each);
    }
  }

  void submit(Change change) throws Exception {
    queue.add(change);
    turn(() -> {});
  }

  void member(MemberAction action) throws Exception {
    turn(() -> action.on(member));
  }

  /** What is done with a member. */
  @FunctionalInterface
  interface MemberAction {
    void on(Member member) throws Exception;
  }

  private void count(Frame frame) {
    if (frame instanceof Frame.Data data) {
      fetched += data.bytes().readableBytes();
    }
  }

  private void dial(String peer) {
    int life = incarnation;
    events.after(
        events.between(100_000, 2_000_000),
        () -> {
          Node other = cluster.node(peer);
          if (!isOf(life)) {
            return;
          }
          if (!other.isAlive()) {
            turn(() -> member.unreachable(peer));
            return;
          }
          connect(other, life, other.incarnation);
        });
  }

  private void connect(Node other, int life, int otherLife) throws Exception {
    Wire wire = new Wire(events);
    wires.add(wire);
    other.wires.add(wire);
    wire.caller.receiver(
        new Wire.Receiver() {
          @Override
          public void received(Frame frame) throws Exception {
            if (isOf(life)) {
              turn(() -> member.received(other.name, wire.caller, frame));
            }
          }

          @Override
          public void broken() throws Exception {
            wires.remove(wire);
            if (isOf(life)) {
              turn(() -> member.broken(other.name, wire.caller));
            }
          }
        });
    wire.called.receiver(
        new Wire.Receiver() {
          @Override
          public void received(Frame frame) throws Exception {
            if (other.isOf(otherLife)) {
              other.count(frame);
              other.turn(() -> other.member.calledBy(wire.called, frame));
            }
          }

          @Override
          public void broken() throws Exception {
            other.wires.remove(wire);
            if (other.isOf(otherLife)) {
              other.turn(() -> other.member.callerGone(wire.called));
            }
          }
        });
    turn(() -> member.connected(other.name, wire.caller));
  }

  /** One of the connections breaks. */
  void breakOne() {
    if (!wires.isEmpty()) {
      wires.get(events.random.nextInt(wires.size())).breakDown();
    }
  }

  /** The sequencer's environment: work takes a while. */
  private final class Ports implements SequencerPorts {
    private final LogSync sync;
    private final int life = incarnation;
    private boolean syncing;

    Ports(LogSync sync) {
      this.sync = sync;
    }

    @Override
    public Time time() {
      return events.time;
    }

    @Override
    public void requestSync(long sn) {
      if (syncing || sn <= sync.syncedSn()) {
        return;
      }
      syncing = true;
      events.after(
          events.between(200_000, 3_000_000),
          () -> {
            if (isOf(life)) {
              syncing = false;
              turn(sync::sync);
            }
          });
    }

    @Override
    public long syncedSn() {
      return sync.syncedSn();
    }

    @Override
    public void background(DiskWork work, Runnable then) {
      events.after(
          events.between(1_000, 3_000_000),
          () -> {
            if (isOf(life)) {
              turn(
                  () -> {
                    work.run();
                    events.after(
                        events.between(1_000, 500_000),
                        () -> {
                          if (isOf(life)) {
                            turn(then::run);
                          }
                        });
                  });
            }
          });
    }
  }
}
