package io.havenfs.node.store;

import io.havenfs.cluster.agent.StorageBusyException;
import io.havenfs.cluster.storage.NotOwnerException;
import io.havenfs.cluster.storage.OwnedDisk;
import io.havenfs.cluster.storage.OwnerRecord;
import io.havenfs.cluster.storage.Ownership;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.DiskLockedException;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A shared directory in one epoch: {@code owner-<epoch>}, {@code lock}, and the service's state in
 * {@code state-<epoch>}.
 *
 * <p>The order of a takeover: the claim, durably, which stops an earlier owner that looks; the
 * lock, which waits for one that lives on the same host or in the same cluster file system; then
 * the state gets this epoch's name. With that, whatever an earlier owner would still do by names (a
 * compaction's deletions, a new segment of the log) meets nothing.
 */
final class SharedDirectory implements OwnedDisk.Right, AutoCloseable {
  private static final String STATE = "state-";
  private static final long LOOK_NANOS = 100_000_000;

  private final LinuxDisk root;
  private final Ownership ownership;
  private final OwnerRecord claim;
  private final ServiceId service;
  private final Quorum quorum;
  private Optional<DiskLock> lock = Optional.empty();
  private volatile long lookedNanos;

  private SharedDirectory(LinuxDisk root, OwnerRecord claim, ServiceId service, Quorum quorum) {
    this.root = root;
    this.claim = claim;
    this.service = service;
    this.quorum = quorum;
    this.ownership = new Ownership(new OwnedDisk(root, new Leased()));
  }

  /** The directory at {@code path}, which must be there, for {@code epoch}. */
  static SharedDirectory open(String path, ServiceState service, long epoch, Quorum quorum)
      throws IOException {
    Path place = Path.of(path);
    if (!Files.isDirectory(place)) {
      throw new IOException(path + " is not there, or no directory");
    }
    OwnerRecord claim =
        new OwnerRecord(
            quorum.state().clusterId(),
            service.id().name(),
            service.number(),
            epoch,
            quorum.self().name(),
            quorum.incarnation());
    return new SharedDirectory(new LinuxDisk(place), claim, service.id(), quorum);
  }

  /** Claims it, and gives the state this epoch's name. */
  void take() throws IOException {
    ownership.claim(claim);
    try {
      lock = Optional.of(root.lock("lock"));
    } catch (DiskLockedException e) {
      throw new StorageBusyException(String.valueOf(e.getMessage()), e);
    }
    ownership.requireNewest(claim.epoch());
    String mine = STATE + claim.epoch();
    List<String> states = root.list("").stream().filter(name -> name.startsWith(STATE)).toList();
    toWrite();
    if (states.isEmpty()) {
      root.createDirectories(mine);
    } else if (states.size() > 1) {
      throw new IOException("there are several states of the service: " + states);
    } else if (!states.getFirst().equals(mine)) {
      root.rename(states.getFirst(), mine);
    }
    root.syncDirectory("");
  }

  /** Where the state is; another object for each call, the caller's. */
  LinuxDisk state() throws IOException {
    return new LinuxDisk(root.hostPath(STATE + claim.epoch()));
  }

  /** {@code disk} as long as the directory is ours. */
  Disk owned(Disk disk) {
    return new OwnedDisk(disk, this);
  }

  /** Whether this process may close it in good order. */
  boolean isOurs() {
    try {
      toWrite();
      ownership.requireNewest(claim.epoch());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void toWrite() throws NotOwnerException {
    if (!quorum.serves(service, claim.epoch())) {
      throw new NotOwnerException(
          "node %s has no lease for service %s in epoch %d: nothing is written"
              .formatted(quorum.self(), service, claim.epoch()));
    }
  }

  /** Looks every tenth of a second at most: files come and go by the thousand. */
  @Override
  public void toName() throws IOException {
    long now = System.nanoTime();
    if (now - lookedNanos > LOOK_NANOS) {
      lookedNanos = now;
      ownership.requireNewest(claim.epoch());
    }
  }

  /** The lease only: for the record itself. */
  private final class Leased implements OwnedDisk.Right {
    @Override
    public void toWrite() throws NotOwnerException {
      SharedDirectory.this.toWrite();
    }

    @Override
    public void toName() {
      // The record's own rules see to that.
    }
  }

  @Override
  public void close() {
    lock.ifPresent(DiskLock::close);
    root.close();
  }
}
