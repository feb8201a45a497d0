package io.havenfs.interop;

import static io.havenfs.interop.UmlClient.SEE_SOON;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A cluster under clients of each version of NFS that can lock, which work all the time, and a book
 * of how long they waited. The clients' work goes on from test to test; what is left of it is
 * verified at the end.
 *
 * <p>The last client is on the switch of node {@code a} and stays with it when that is cut off.
 */
final class FaultLab implements AutoCloseable {
  private static final int ROUNDS = Integer.getInteger("interop.rounds", 1);

  private final ClusterLab cluster;
  private final List<UmlClient> guests = new ArrayList<>();
  private final Work work;
  private final StallTable stalls = new StallTable();

  private FaultLab(String name, ClusterLab cluster) {
    this.cluster = cluster;
    List<Work.Client> clients = new ArrayList<>();
    for (String version : List.of("4.1", "3", "4.0")) {
      clients.add(added(version, guest -> cluster.client(guest, version, SEE_SOON)));
    }
    ClusterNode first = cluster.nodes().getFirst();
    clients.add(added("4.2", guest -> cluster.clientBeside(first, guest, "4.2", SEE_SOON)));
    work = Work.begin(name, clients);
  }

  /** Starts it all; returns when the work has begun. */
  static FaultLab open(String name) {
    ClusterLab cluster = ClusterLab.openWithDisks(name);
    try {
      return new FaultLab(name, cluster);
    } catch (RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private Work.Client added(String version, Function<String, UmlClient> boot) {
    UmlClient guest = boot.apply("guest" + (guests.size() + 1));
    guests.add(guest);
    return new Work.Client(guest, version);
  }

  ClusterLab cluster() {
    return cluster;
  }

  Work work() {
    return work;
  }

  /** The client that shares node {@code a}'s switch. */
  Work.Client beside() {
    return work.clients().getLast();
  }

  /** The other clients. */
  List<Work.Client> elsewhere() {
    return work.clients().subList(0, work.clients().size() - 1);
  }

  /**
   * Does a fault as often as this run wants it; see {@link #measure}. No client has had to remind
   * its server of anything afterwards.
   */
  void rounds(String fault, Runnable round) {
    rounds(fault, () -> {}, round);
  }

  /** Does a fault as often as this run wants it, each time after a preparation. */
  void rounds(String fault, Runnable prepare, Runnable round) {
    prepare.run();
    measure(fault, round);
    furtherRounds(
        fault,
        () -> {
          prepare.run();
          round.run();
        });
  }

  /** After one {@link #measure}, does a fault as often as this run wants it. */
  void furtherRounds(String fault, Runnable round) {
    for (int i = 1; i < ROUNDS; i++) {
      measure(fault, round);
    }
    work.assertNothingForgotten();
  }

  /**
   * Does a fault, with two copies before and after. The work goes on afterwards; how long clients
   * waited goes into the book.
   */
  void measure(String fault, Runnable round) {
    cluster.awaitCopies(2);
    Map<Work.Client, Long> waits =
        work.stallsDuring(
            () -> {
              round.run();
              cluster.awaitCopies(2);
              work.awaitProgress();
            });
    waits.forEach((client, millis) -> stalls.add(fault, client.version(), millis));
  }

  /** Writes down how long clients have waited so far. */
  void publish() {
    stalls.publish(cluster.folder().resolve("stalls.txt"));
  }

  /** Ends the work, verifies what is left, publishes the table, and takes it all down. */
  @Override
  public void close() {
    try (cluster) {
      work.end();
      publish();
      guests.forEach(UmlClient::close);
    }
  }
}
