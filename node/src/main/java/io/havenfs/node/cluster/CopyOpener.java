package io.havenfs.node.cluster;

import io.havenfs.cluster.agent.ServiceStorage;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.replication.ReplicaControl;
import io.havenfs.replication.ViewProposals;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens this node's copies of services. Thread-safe; may block. */
public interface CopyOpener {
  /**
   * A copy that is open.
   *
   * @param control what the service's agent handles
   * @param contents what is served; there while the copy leads
   * @param storage if it is in shared storage, how it gets here
   */
  record Copy(
      ReplicaControl control, Supplier<Contents> contents, Optional<ServiceStorage> storage) {}

  /**
   * What is served of a copy.
   *
   * @param files the file system on it
   * @param limits the file system's limits on this disk
   */
  record Contents(FileSystem files, FileLimits limits) {}

  /**
   * Opens the copy of {@code service}, which is made when it is not there yet.
   *
   * @throws RefusedCopyException when it is there and cannot be trusted
   */
  Copy open(ServiceState service, ViewProposals proposals) throws IOException;

  /** Puts in force how {@code service} and the cluster are configured now; does not block. */
  void configure(Copy copy, ServiceState service);

  /** Closes what {@link #open} opened. */
  void close(Copy copy, ServiceState service) throws IOException;

  /**
   * Puts a copy that was refused out of the way, so that a new one can be made. One is kept for
   * whoever wants to know what happened.
   *
   * @throws IOException also when there is one already: the disk may be broken
   */
  void setAside(ServiceState service) throws IOException;

  /** Removes the copy of a service that is no more, or no longer here; it is closed. */
  void discard(ServiceState service) throws IOException;
}
