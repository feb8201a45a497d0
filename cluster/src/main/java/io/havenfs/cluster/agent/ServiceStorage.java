package io.havenfs.cluster.agent;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import java.io.IOException;

/**
 * How the state of a service in shared storage comes to this node and goes again. Called by one
 * thread, one call at a time; all methods may block, as long as the service's commands may take.
 */
public interface ServiceStorage {
  /**
   * Cuts {@code other} off from the storage: when this returns, nothing that it has begun or will
   * begin reaches the storage any more.
   *
   * @throws IOException when that is not certain; the message says why
   */
  void fence(ServiceState service, NodeId other, long epoch) throws IOException;

  /**
   * Makes the storage reachable and takes it for this process, durably: who looks at it sees that
   * {@code epoch} has begun.
   *
   * @throws StorageBusyException when another process still has it open
   * @throws IOException when it cannot be reached, is not this service's, or is that of a newer
   *     epoch; says why
   */
  void acquire(ServiceState service, long epoch) throws IOException;

  /**
   * Opens what was acquired, and recovers it.
   *
   * @param onFault told, on any thread, when it has to be given up: it cannot be written, or is
   *     another's
   */
  void open(ServiceState service, long epoch, Runnable onFault) throws IOException;

  /**
   * Closes what is open, in good order if this node may still write there, and releases it. Does
   * nothing when nothing was acquired.
   *
   * @throws IOException when it is not released, and this node may still do something to it
   */
  void release() throws IOException;
}
