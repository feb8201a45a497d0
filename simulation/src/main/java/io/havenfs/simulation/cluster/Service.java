package io.havenfs.simulation.cluster;

import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import java.util.List;

/** The one service of a simulated cluster. */
record Service(ServiceId id, List<NodeId> replicas) {
  /** Its number: it is the first of its cluster. */
  static final int NUMBER = 1;

  private static final String ADDRESS = "192.0.2.200";

  Service {
    replicas = List.copyOf(replicas);
  }

  static Service on(List<NodeId> replicas) {
    return new Service(new ServiceId("files"), replicas);
  }

  ServiceSpec spec() {
    return new ServiceSpec(
        id,
        List.of(ServiceAddress.parse(ADDRESS)),
        List.of("/ *(rw,no_root_squash)"),
        NfsOptions.DEFAULT,
        Desired.ONLINE,
        replicas,
        false,
        new Storage.Replicated(replicas.size()),
        SyncOptions.DEFAULT);
  }
}
