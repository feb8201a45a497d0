package io.havenfs.cluster.agent;

import io.havenfs.quorum.model.ServiceState;
import java.io.IOException;
import java.util.Collection;
import java.util.function.BooleanSupplier;

/**
 * What clients see of a service on this node: exports, protocols, listening sockets. Called by one
 * thread at a time; {@link #open} and {@link #close} may block.
 */
public interface ServiceDoor {
  /**
   * Serves on the service's addresses, which need not be on this host yet.
   *
   * @param mayServe asked before any reply leaves: when it says no, none does
   * @param traffic told of the first request and the first reply
   */
  void open(ServiceState service, BooleanSupplier mayServe, Traffic traffic) throws IOException;

  /** The connections that clients had when the primary before this one ended; after opening. */
  Collection<ClientConnection> inherited();

  /** Ends all connections, at once and without telling the clients; the address is gone by now. */
  void close();

  /** Called once each, on any thread. */
  interface Traffic {
    /** A request came. */
    void firstRequest();

    /** A reply is about to leave. */
    void firstReply();
  }
}
