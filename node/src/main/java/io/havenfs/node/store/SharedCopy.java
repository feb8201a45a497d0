package io.havenfs.node.store;

import io.havenfs.cluster.agent.ServiceStorage;
import io.havenfs.engine.Engine;
import io.havenfs.engine.core.Copies;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.host.time.Time;
import io.havenfs.node.cluster.CopyOpener;
import io.havenfs.node.config.EngineSettings;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Storage.Shared;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicaControl;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.SyncTurns;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.service.ReplicaService;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service in shared storage, as this node has it: now and then. While it is open it is a replica
 * without peers. A failure of it, which may come from being deposed, is the service's concern and
 * not the node's: it is let go, and served elsewhere.
 *
 * <p>As {@link ServiceStorage} it belongs to one thread; otherwise it is thread-safe.
 */
final class SharedCopy implements ReplicaControl, ServiceStorage {
  private static final Logger LOG = LoggerFactory.getLogger(SharedCopy.class);

  private final ServiceId service;
  private final StorageCommands commands;
  private final Quorum quorum;
  private final Time time;
  private Optional<Shared> acquired = Optional.empty();
  private Optional<SharedDirectory> directory = Optional.empty();
  private long epoch;
  private volatile Optional<Opened> opened = Optional.empty();

  private record Opened(ReplicaService copy, Ground ground, AtomicBoolean failed) {}

  SharedCopy(ServiceId service, StorageCommands commands, Quorum quorum, Time time) {
    this.service = service;
    this.commands = commands;
    this.quorum = quorum;
    this.time = time;
  }

  // ---- the storage

  @Override
  public void fence(ServiceState state, NodeId other, long wantedEpoch) throws IOException {
    Shared storage = storage(state);
    String program =
        storage
            .fence()
            .orElseThrow(
                () ->
                    new IOException(
                        "node %s may still have it open, and there is no fence command"
                            .formatted(other)));
    Map<String, String> words = words("fence", storage, wantedEpoch);
    words.put("HAVENFS_OLD_OWNER", other.name());
    commands.run(program, words, storage.timeout());
  }

  private static Shared storage(ServiceState state) throws IOException {
    if (state.spec().storage() instanceof Shared shared) {
      return shared;
    }
    throw new IOException("service " + state.id() + " is not in shared storage");
  }

  private Map<String, String> words(String action, Shared storage, long ofEpoch) {
    Map<String, String> words = new HashMap<>();
    words.put("HAVENFS_ACTION", action);
    words.put("HAVENFS_SERVICE", service.name());
    words.put("HAVENFS_NODE", quorum.self().name());
    words.put("HAVENFS_EPOCH", Long.toString(ofEpoch));
    words.put("HAVENFS_PATH", storage.path());
    return words;
  }

  @Override
  public void acquire(ServiceState state, long wantedEpoch) throws IOException {
    Shared storage = storage(state);
    epoch = wantedEpoch;
    if (acquired.isEmpty()) {
      acquired = Optional.of(storage);
      if (storage.acquire().isPresent()) {
        Map<String, String> words = words("acquire", storage, wantedEpoch);
        commands.run(storage.acquire().get(), words, storage.timeout());
      }
    }
    closeDirectory();
    directory = Optional.of(SharedDirectory.open(storage.path(), state, wantedEpoch, quorum));
    directory.get().take();
  }

  @Override
  public void open(ServiceState state, long wantedEpoch, Runnable onFault) throws IOException {
    EngineSettings settings = EngineSettings.DEFAULT;
    SharedDirectory taken = directory.orElseThrow();
    Ground ground =
        Ground.prepare(
            taken.state(), taken::owned, settings.storeLimits(), FileLimits.DEFAULT, time);
    AtomicBoolean failed = new AtomicBoolean();
    try {
      ReplicaService copy =
          ReplicaService.open(
              new ReplicaService.Parts(
                  quorum.self().name(),
                  service.name(),
                  ground.ports(),
                  settings.engineLimits(),
                  Copies.SHARED,
                  Replica.schema(),
                  ground.files()::format,
                  ReplicationLimits.DEFAULT,
                  SyncTurns.unlimited(),
                  new Alone(),
                  (_, handler) -> handler.failed(),
                  cause -> {
                    LOG.warn("service {}: its storage failed", service, cause);
                    failed.set(true);
                    onFault.run();
                  }));
      ground.capacity().follow(copy.engine()::capacity);
      opened = Optional.of(new Opened(copy, ground, failed));
    } catch (IOException | RuntimeException e) {
      ground.root().close();
      throw e;
    }
  }

  /** A replica without peers has nothing to propose. */
  private static final class Alone implements ViewProposals {
    @Override
    public CompletionStage<?> proposeRemoval(String peer, String why) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> proposeAddition(String peer, long incarnation) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public boolean heardSince(long nanoTime) {
      return true;
    }
  }

  @Override
  public void release() throws IOException {
    Optional<Opened> open = opened;
    opened = Optional.empty();
    try {
      if (open.isPresent()) {
        close(open.get());
      }
    } finally {
      closeDirectory();
      Optional<Shared> had = acquired;
      acquired = Optional.empty();
      if (had.isPresent() && had.get().release().isPresent()) {
        Map<String, String> words = words("release", had.get(), epoch);
        commands.run(had.get().release().get(), words, had.get().timeout());
      }
    }
  }

  private void close(Opened open) throws IOException {
    try {
      if (!open.failed().get() && directory.orElseThrow().isOurs()) {
        open.copy().close();
        if (!open.failed().get()) {
          return;
        }
      }
      LOG.info("service {}: its storage is left as it is", service);
      open.copy().abandon();
    } finally {
      open.ground().root().close();
    }
  }

  private void closeDirectory() {
    directory.ifPresent(SharedDirectory::close);
    directory = Optional.empty();
  }

  // ---- the copy

  /** What is served, while it is open. */
  CopyOpener.Contents contents() {
    Ground ground = opened.orElseThrow(this::notOpen).ground();
    return new CopyOpener.Contents(ground.files(), ground.limits());
  }

  private IllegalStateException notOpen() {
    return new IllegalStateException("the storage of service " + service + " is not open here");
  }

  @Override
  public Engine engine() {
    return opened.orElseThrow(this::notOpen).copy().engine();
  }

  @Override
  public void follow(long newest) {
    // Who does not own what is shared has nothing to bring up to date.
  }

  @Override
  public CompletionStage<Void> lead(Leadership leadership, BooleanSupplier mayServe) {
    String self = quorum.self().name();
    Leadership alone =
        new Leadership(leadership.epoch(), Set.of(self), Map.of(self, quorum.incarnation()));
    return opened
        .map(it -> it.copy().lead(alone, mayServe))
        .orElseGet(() -> CompletableFuture.failedStage(notOpen()));
  }

  @Override
  public void view(Leadership leadership) {
    // Whoever else may own it: an owner is alone.
  }

  @Override
  public CompletionStage<Void> stopLeading() {
    return opened
        .map(it -> it.copy().stopLeading())
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  @Override
  public CompletionStage<Void> drain() {
    return opened
        .map(it -> it.copy().drain())
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  @Override
  public ReplicaStatus status() {
    return opened
        .map(it -> it.copy().status())
        .orElseGet(
            () ->
                new ReplicaStatus(
                    ReplicaStatus.Role.IDLE, 0, 0, 0, false, Optional.empty(), Map.of()));
  }

  @Override
  public void limits(ReplicationLimits limits) {
    // No peer is waited for.
  }

  @Override
  public void synchroniseAutomatically(boolean automatically) {
    // There are no others.
  }

  @Override
  public void synchronise(String peer) {
    // There are no others.
  }

  @Override
  public CompletionStage<Comparison> compare() {
    return CompletableFuture.completedStage(new Comparison(Map.of()));
  }

  @Override
  public CompletionStage<Optional<String>> acceptLoss() {
    return CompletableFuture.completedStage(Optional.of("there is only one, in shared storage"));
  }

  /** Called when the agent has ended. */
  @Override
  public void close() throws IOException {
    release();
  }
}
