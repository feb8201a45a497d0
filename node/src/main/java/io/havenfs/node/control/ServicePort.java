package io.havenfs.node.control;

import io.havenfs.node.clients.ClientDesk;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.ReplicaStatus;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What this node itself can tell and do. Thread-safe; nothing blocks. */
public interface ServicePort {
  /** How this node's copy of the service is doing; empty when it holds none. */
  Optional<ReplicaStatus> status(ServiceId service);

  /** Compares the copies in sync with this primary's and repairs theirs. */
  CompletionStage<Comparison> compare(ServiceId service);

  /** Brings a copy up to date now, although its synchronisation is delayed. */
  void synchronise(ServiceId service, NodeId peer);

  /**
   * Has this node's copy, though others had more, be the service's: see {@link
   * io.havenfs.replication.ReplicaControl#acceptLoss}.
   */
  CompletionStage<Optional<String>> acceptLoss(ServiceId service);

  /** The clients of a service; empty unless this node serves it. */
  Optional<ClientDesk> clients(ServiceId service);

  /** Begins to stop this node's daemon; returns before it has ended. */
  void stopNode();
}
