package io.havenfs.node.control;

import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.SyncOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A service's specification in plain words, as it travels in JSON.
 *
 * @param addresses {@code IP[/prefix[%device]][:port]} each
 * @param exports lines of exports(5)
 * @param nodes preferred first
 * @param copies the first so many nodes hold one; 1 in shared storage
 * @param nfsVersions empty for all
 * @param syncBytesPerSecond 0 for no throttle
 * @param compareSeconds between comparisons; 0 for none by themselves
 */
public record ServiceDescription(
    String name,
    List<String> addresses,
    List<String> exports,
    List<String> nodes,
    int copies,
    StorageDescription storage,
    boolean online,
    boolean automaticFallback,
    List<String> nfsVersions,
    int leaseSeconds,
    int graceSeconds,
    long syncBytesPerSecond,
    boolean delayedSync,
    long compareSeconds) {
  private static final int USUAL_COPIES = 2;

  /** A service whose NFS and synchronisation are as usual. */
  public static ServiceDescription usual(
      String name,
      List<String> addresses,
      List<String> exports,
      List<String> nodes,
      int copies,
      boolean online,
      boolean automaticFallback) {
    NfsOptions nfs = NfsOptions.DEFAULT;
    SyncOptions sync = SyncOptions.DEFAULT;
    return new ServiceDescription(
        name,
        addresses,
        exports,
        nodes,
        copies,
        StorageDescription.REPLICATED,
        online,
        automaticFallback,
        nfs.versions(),
        nfs.leaseSeconds(),
        nfs.graceSeconds(),
        sync.bytesPerSecond(),
        sync.delayed(),
        seconds(sync.compareEvery()));
  }

  /** The same in other storage. */
  public ServiceDescription in(StorageDescription other) {
    return new ServiceDescription(
        name,
        addresses,
        exports,
        nodes,
        other.shared().isEmpty() ? copies : 1,
        other,
        online,
        automaticFallback,
        nfsVersions,
        leaseSeconds,
        graceSeconds,
        syncBytesPerSecond,
        delayedSync,
        compareSeconds);
  }

  /** How many copies there are of a service that may be on {@code nodes}, if nobody says. */
  public static int usualCopies(List<String> nodes) {
    return Math.min(USUAL_COPIES, nodes.size());
  }

  private static long seconds(Optional<Duration> time) {
    return time.map(Duration::toSeconds).orElse(0L);
  }

  /** In plain words. */
  public static ServiceDescription of(ServiceSpec spec) {
    return new ServiceDescription(
        spec.id().name(),
        spec.addresses().stream().map(ServiceAddress::toString).toList(),
        spec.exports(),
        spec.nodes().stream().map(NodeId::name).toList(),
        spec.storage().copies(),
        StorageDescription.of(spec.storage()),
        spec.desired() == Desired.ONLINE,
        spec.automaticFallback(),
        spec.nfs().versions(),
        spec.nfs().leaseSeconds(),
        spec.nfs().graceSeconds(),
        spec.sync().bytesPerSecond(),
        spec.sync().delayed(),
        seconds(spec.sync().compareEvery()));
  }

  /**
   * The specification.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong
   */
  public ServiceSpec spec() {
    return new ServiceSpec(
        new ServiceId(name),
        addresses.stream().map(ServiceAddress::parse).toList(),
        exports,
        new NfsOptions(nfsVersions, leaseSeconds, graceSeconds),
        online ? Desired.ONLINE : Desired.OFFLINE,
        nodes.stream().map(NodeId::new).toList(),
        automaticFallback,
        storage.storage(copies),
        new SyncOptions(
            syncBytesPerSecond,
            delayedSync,
            compareSeconds == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(compareSeconds))));
  }
}
