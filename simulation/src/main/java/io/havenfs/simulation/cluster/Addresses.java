package io.havenfs.simulation.cluster;

import io.havenfs.simulation.client.SimulatedClient;
import io.havenfs.testkit.world.Agenda;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which machine answers to the service's address, as each client has heard. Announcements take a
 * while, and reach only clients that the announcing machine can reach; they are repeated.
 */
final class Addresses {
  private static final long SPREAD_MAX = 5_000_000;
  private static final long REPEAT = 300_000_000;
  private static final int REPEATS = 4;

  private final Agenda agenda;
  private final RandomGenerator random;
  private final Reachability reach;
  private final List<SimulatedClient> clients = new ArrayList<>();
  private final Map<String, String> heard = new HashMap<>();
  private Optional<String> holder = Optional.empty();
  private long announced;

  /** Whether what one machine sends arrives at another. */
  interface Reachability {
    boolean connects(String from, String to);
  }

  Addresses(Agenda agenda, RandomGenerator random, Reachability reach) {
    this.agenda = agenda;
    this.random = random;
    this.reach = reach;
  }

  void add(SimulatedClient client) {
    clients.add(client);
  }

  /** Asked for every connection. A client that has missed all announcements asks who is there. */
  Optional<String> asHeardBy(String client) {
    holder
        .filter(machine -> agenda.nanos() - announced > REPEATS * REPEAT)
        .filter(machine -> reach.connects(client, machine) && reach.connects(machine, client))
        .ifPresent(machine -> heard.put(client, machine));
    return Optional.ofNullable(heard.get(client));
  }

  /** The machine has the address now and says so. */
  void announce(String machine) {
    holder = Optional.of(machine);
    announced = agenda.nanos();
    for (int i = 0; i < REPEATS; i++) {
      agenda.after(i * REPEAT, () -> spread(machine));
    }
  }

  /** The machine has the address no more. */
  void release(String machine) {
    if (holder.equals(Optional.of(machine))) {
      holder = Optional.empty();
    }
  }

  private void spread(String machine) {
    if (!holder.equals(Optional.of(machine))) {
      return;
    }
    for (SimulatedClient client : clients) {
      agenda.after(
          random.nextLong(SPREAD_MAX),
          () -> {
            if (reach.connects(machine, client.name())
                && !machine.equals(heard.put(client.name(), machine))) {
              client.addressMoved();
            }
          });
    }
  }
}
