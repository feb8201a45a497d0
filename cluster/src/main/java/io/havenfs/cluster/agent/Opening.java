package io.havenfs.cluster.agent;

import io.havenfs.cluster.address.AddressSet;
import io.havenfs.cluster.address.Repeated;
import io.havenfs.host.address.Tickler;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Timeline.Step;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's door and addresses, opened and closed in the order that refuses no client: the door
 * first, then the addresses; the addresses away first, then the door. Used by one thread, except
 * for {@link #isBroken}.
 */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private final ServiceDoor door;
  private final ScheduledExecutorService scheduler;
  private volatile Optional<AddressSet> addresses = Optional.empty();

  Opening(ServiceDoor door, ScheduledExecutorService scheduler) {
    this.door = door;
    this.scheduler = scheduler;
  }

  /** Whatever fails, {@link #close} puts in order. */
  void open(ServiceState service, long leaseMillis, BooleanSupplier mayServe, TakeoverLog takeover)
      throws IOException {
    door.open(service, mayServe, traffic(takeover));
    List<ServiceAddress> wanted = service.spec().addresses();
    addresses = Optional.of(AddressSet.acquire(wanted, leaseMillis, mayServe, scheduler));
    takeover.stamp(Step.ADDRESS_UP);
    Collection<ClientConnection> before = door.inherited();
    tickle(before);
    takeover.stamp(Step.TICKLED);
    Repeated.say(scheduler, mayServe, () -> tickle(before));
  }

  private static ServiceDoor.Traffic traffic(TakeoverLog takeover) {
    return new ServiceDoor.Traffic() {
      @Override
      public void firstRequest() {
        takeover.stamp(Step.FIRST_REQUEST);
      }

      @Override
      public void firstReply() {
        takeover.stamp(Step.FIRST_REPLY);
      }
    };
  }

  /** Connections over loopback end with the process that had them, and raw sockets need rights. */
  private static void tickle(Collection<ClientConnection> connections) {
    for (ClientConnection each : connections) {
      if (each.service().getAddress().isLoopbackAddress()) {
        continue;
      }
      try {
        Tickler.tickle(each.service(), List.of(each.client()));
      } catch (IOException e) {
        LOG.warn("{}", e.getMessage());
      }
    }
  }

  /** Whether an address has gone although nobody closed this. */
  boolean isBroken() {
    return addresses.map(AddressSet::isBroken).orElse(false);
  }

  void close() {
    addresses.ifPresent(AddressSet::close);
    addresses = Optional.empty();
    door.close();
  }
}
