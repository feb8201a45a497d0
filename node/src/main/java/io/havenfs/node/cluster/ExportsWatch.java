package io.havenfs.node.cluster;

import io.havenfs.node.exporting.ExportKeeper;
import io.havenfs.quorum.model.ServiceState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts a service's exports in force when they have changed. Run by one thread. */
final class ExportsWatch implements Runnable {
  private final Supplier<Optional<ServiceState>> current;
  private final ExportKeeper keeper;
  private List<String> inForce;

  ExportsWatch(
      List<String> inForce, Supplier<Optional<ServiceState>> current, ExportKeeper keeper) {
    this.inForce = inForce;
    this.current = current;
    this.keeper = keeper;
  }

  @Override
  public void run() {
    List<String> wanted = current.get().map(s -> s.spec().exports()).orElse(inForce);
    if (!wanted.equals(inForce)) {
      inForce = wanted;
      keeper.reloadOrLog();
    }
  }
}
