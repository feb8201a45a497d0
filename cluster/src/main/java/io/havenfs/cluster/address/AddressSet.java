package io.havenfs.cluster.address;

import io.havenfs.host.address.AddressHold;
import io.havenfs.host.address.Alias;
import io.havenfs.host.address.Announcer;
import io.havenfs.quorum.model.ServiceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of one service on this host, from {@link #acquire} to {@link #close}.
 *
 * <p>They are kept only while {@code mayServe} says so: a node that has lost its lease, or is
 * frozen, loses them after one lease's time without doing anything. Thread-safe.
 */
public final class AddressSet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AddressSet.class);
  private static final int RENEWALS = 10;

  private final List<AddressHold> holds;
  private final ScheduledFuture<?> renewing;

  private AddressSet(List<AddressHold> holds, ScheduledFuture<?> renewing) {
    this.holds = List.copyOf(holds);
    this.renewing = renewing;
  }

  /**
   * Puts those addresses on this host that come and go, and announces them. Blocks for some
   * milliseconds. Either all are there afterwards or none.
   */
  public static AddressSet acquire(
      List<ServiceAddress> addresses,
      long leaseMillis,
      BooleanSupplier mayServe,
      ScheduledExecutorService scheduler)
      throws IOException {
    List<AddressHold> holds = new ArrayList<>();
    try {
      for (ServiceAddress address : addresses) {
        Optional<Alias> alias = alias(address);
        if (alias.isPresent()) {
          holds.add(AddressHold.acquire(alias.get(), address.port(), leaseMillis));
        }
      }
    } catch (IOException e) {
      holds.forEach(AddressHold::close);
      throw e;
    }
    long every = Math.max(1, leaseMillis / RENEWALS);
    AddressSet set =
        new AddressSet(
            holds,
            scheduler.scheduleAtFixedRate(
                () -> renew(holds, mayServe), 0, every, TimeUnit.MILLISECONDS));
    set.announce();
    Repeated.say(scheduler, mayServe, set::announce);
    return set;
  }

  /** Takes addresses off this host that a process before this one has left there. */
  public static void clear(List<ServiceAddress> addresses) {
    for (ServiceAddress address : addresses) {
      try {
        Optional<Alias> alias = alias(address);
        if (alias.isPresent() && AddressHold.clear(alias.get())) {
          LOG.warn("address {} was left on this host and is taken away", address);
        }
      } catch (IOException e) {
        LOG.error("address {} may be left on this host: {}", address, e.getMessage());
      }
    }
  }

  /** What comes and goes; an address without a prefix is there anyway. */
  private static Optional<Alias> alias(ServiceAddress address) {
    return address.prefix().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Alias(
                InetAddress.ofLiteral(address.ip()),
                address.prefix().getAsInt(),
                address.device()));
  }

  private static void renew(List<AddressHold> holds, BooleanSupplier mayServe) {
    if (mayServe.getAsBoolean()) {
      holds.forEach(AddressHold::renew);
    }
  }

  private void announce() {
    for (AddressHold hold : holds) {
      if (hold.gone().isDone()) {
        continue;
      }
      try {
        Announcer.announce(hold.address());
      } catch (IOException e) {
        LOG.warn("{}", e.getMessage());
      }
    }
  }

  /** Whether one of them is not on this host any more. */
  public boolean isBroken() {
    return holds.stream().anyMatch(hold -> hold.gone().isDone());
  }

  /** Takes them off this host; returns when they are gone. */
  @Override
  public void close() {
    renewing.cancel(false);
    holds.forEach(AddressHold::close);
  }
}
