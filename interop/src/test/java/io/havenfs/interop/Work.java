package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What clients do without pause while things are done to the nodes: locks, logs, files held open
 * and removed, creations, removals, folders. All of it verifies itself. Used by one test thread.
 */
final class Work {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String SCENARIO = "failover.py";

  private final String name;
  private final List<Client> clients;
  private final Map<Client, ClientMemory> memories = new LinkedHashMap<>();
  private final Map<Client, Job> steady = new LinkedHashMap<>();
  private final List<Job> others = new ArrayList<>();
  private final List<Job> holders = new ArrayList<>();
  private final List<Job> fio = new ArrayList<>();

  /**
   * A client with its mount.
   *
   * @param version of NFS
   */
  record Client(UmlClient guest, String version) {
    /** The role that waits for a lock: NFSv3's are granted, others' are asked for again. */
    String counting() {
      return version.equals("3") ? "queue" : "count";
    }
  }

  private Work(String name, List<Client> clients) {
    this.name = name;
    this.clients = List.copyOf(clients);
  }

  /** Begins: each client holds locks that the others want, and all take turns with another. */
  static Work begin(String name, List<Client> clients) {
    Work work = new Work(name, clients);
    clients.forEach(work::begin);
    work.clients.forEach(client -> work.memories.put(client, ClientMemory.of(client.guest())));
    work.awaitProgress();
    return work;
  }

  private void begin(Client client) {
    Job hold = role(client, "hold");
    hold.awaitLine("held", LIMIT);
    holders.add(hold);
    others.add(role(client, "contend"));
    others.add(role(client, client.counting()));
    others.add(role(client, "storm"));
    if (Boolean.getBoolean("interop.long") && client.equals(clients.getLast())) {
      fio.add(client.guest().scenario("failover-fio.sh", name));
    }
    steady.put(client, role(client, "steady"));
  }

  private Job role(Client client, String role) {
    return client.guest().scenario(SCENARIO, role, name);
  }

  List<Client> clients() {
    return clients;
  }

  /** Returns when every client has got further; fails if one has given up. */
  void awaitProgress() {
    Map<Job, Integer> before = new LinkedHashMap<>();
    steady.values().forEach(job -> before.put(job, job.lines("step").size()));
    before.forEach((job, count) -> job.awaitMore("step", count, LIMIT));
    roles().forEach(Job::assertRunning);
    fio.forEach(Job::assertRunning);
  }

  /** Returns when these clients have got further. */
  void awaitProgress(List<Client> some) {
    for (Client client : some) {
      Job job = job(client);
      job.awaitMore("step", job.lines("step").size(), LIMIT);
    }
  }

  private Job job(Client client) {
    Job job = steady.get(client);
    if (job == null) {
      throw new IllegalArgumentException("no such client");
    }
    return job;
  }

  /** Starts a role of {@code failover.py} besides, which ends in its own way. */
  Job start(Client client, String role) {
    return role(client, role);
  }

  /** The roles stand still from now on; what they hold they hold. */
  void pause() {
    Map<Job, Integer> before = new LinkedHashMap<>();
    roles().forEach(job -> before.put(job, job.lines("paused").size()));
    clients.forEach(client -> client.guest().start("guest/pause", "on").succeed(LIMIT));
    before.forEach((job, count) -> job.awaitMore("paused", count, LIMIT));
  }

  private List<Job> roles() {
    return Stream.of(steady.values(), others, holders).flatMap(Collection::stream).toList();
  }

  /** The end of {@link #pause}. */
  void resume() {
    clients.forEach(client -> client.guest().start("guest/pause", "off").succeed(LIMIT));
  }

  /** Does something, and tells of each client the longest wait in milliseconds that it saw. */
  Map<Client, Long> stallsDuring(Runnable action) {
    Map<Client, Integer> before = new LinkedHashMap<>();
    clients.forEach(client -> before.put(client, job(client).lines("stall").size()));
    action.run();
    Map<Client, Long> stalls = new LinkedHashMap<>();
    before.forEach(
        (client, count) ->
            stalls.put(
                client,
                job(client).lines("stall").stream()
                    .skip(count)
                    .mapToLong(line -> Long.parseLong(line.split(" ", 3)[1]))
                    .max()
                    .orElse(0)));
    return stalls;
  }

  /** Fails if a client had to reclaim something or to make itself known again. */
  void assertNothingForgotten() {
    memories.forEach((client, before) -> ClientMemory.of(client.guest()).assertSame(before));
  }

  /** Ends it and verifies what is left. */
  void end() {
    Client last = clients.getLast();
    role(last, "stop").succeed(LIMIT);
    steady.values().forEach(job -> job.succeed(LIMIT));
    others.forEach(job -> job.succeed(LIMIT));
    fio.forEach(job -> job.succeed(LIMIT));
    role(last, "tally").succeed(LIMIT);
    role(last, "release").succeed(LIMIT);
    holders.forEach(job -> job.succeed(LIMIT));
    for (Client client : clients) {
      assertThat(ClientMemory.complaints(client.guest()))
          .as("what the kernel of the client over " + client.version() + " complains of")
          .isEmpty();
    }
  }
}
