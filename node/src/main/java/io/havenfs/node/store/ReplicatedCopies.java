package io.havenfs.node.store;

import io.havenfs.engine.core.Copies;
import io.havenfs.engine.core.UntrustedReplicaException;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.log.CorruptLogException;
import io.havenfs.engine.store.UntrustedStoreException;
import io.havenfs.host.time.Time;
import io.havenfs.node.cluster.CopyOpener;
import io.havenfs.node.cluster.RefusedCopyException;
import io.havenfs.node.config.EngineSettings;
import io.havenfs.node.peer.Streams;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.SyncTurns;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.service.ReplicaService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This node's copies of services: a directory each, connected through the peer port to the copies
 * of other nodes.
 */
public final class ReplicatedCopies implements CopyOpener {
  private static final String REFUSED = ".refused";
  private static final Pattern PLACE = Pattern.compile(".+-([0-9]{1,9})");

  private final Path directory;
  private final Quorum quorum;
  private final Streams streams;
  private final Time time;
  private final Consumer<Throwable> onFault;
  private final SyncTurns turns;

  /**
   * @param directory where the copies' directories are
   * @param onFault told, on any thread, when a copy had to stop
   */
  public ReplicatedCopies(
      Path directory, Quorum quorum, Streams streams, Time time, Consumer<Throwable> onFault) {
    this.directory = directory;
    this.quorum = quorum;
    this.streams = streams;
    this.time = time;
    this.onFault = onFault;
    this.turns = SyncTurns.atOnce(() -> quorum.state().settings().syncsAtOnce());
  }

  /**
   * The numbers of the services whose copies are in {@code directory}. A folder without tables is
   * no copy: the place where a disk should have been mounted, perhaps.
   */
  public static Set<Integer> found(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Set.of();
    }
    try (Stream<Path> places = Files.list(directory)) {
      return places
          .filter(Ground::isPrepared)
          .flatMap(place -> number(place.getFileName().toString()).stream())
          .collect(Collectors.toSet());
    }
  }

  private static Optional<Integer> number(String place) {
    Matcher matcher = PLACE.matcher(place);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** A service deleted and made again under its name is another one, by its number. */
  private Path place(ServiceState service) {
    return directory.resolve(service.id().name() + "-" + service.number());
  }

  @Override
  public Copy open(ServiceState service, ViewProposals proposals) throws IOException {
    EngineSettings settings = EngineSettings.DEFAULT;
    Ground ground =
        Ground.prepare(place(service), settings.storeLimits(), FileLimits.DEFAULT, time);
    String name = service.id().name();
    ReplicaService copy =
        opened(
            new ReplicaService.Parts(
                quorum.self().name(),
                name,
                ground.ports(),
                settings.engineLimits(),
                Copies.SEVERAL,
                Replica.schema(),
                ground.files()::format,
                limits(service.spec().sync()),
                turns,
                proposals,
                streams.connector(name),
                onFault));
    ground.capacity().follow(copy.engine()::capacity);
    copy.synchroniseAutomatically(!service.spec().sync().delayed());
    streams.accept(name, copy::accept);
    Contents contents = new Contents(ground.files(), ground.limits());
    return new Copy(copy, () -> contents, Optional.empty());
  }

  private static ReplicaService opened(ReplicaService.Parts parts) throws IOException {
    try {
      return ReplicaService.open(parts);
    } catch (CorruptLogException | UntrustedReplicaException | UntrustedStoreException e) {
      throw new RefusedCopyException(e);
    }
  }

  @Override
  public void configure(Copy copy, ServiceState service) {
    SyncOptions options = service.spec().sync();
    copy.control().limits(limits(options));
    copy.control().synchroniseAutomatically(!options.delayed());
  }

  private ReplicationLimits limits(SyncOptions options) {
    return ReplicationLimits.DEFAULT
        .withLag(quorum.state().settings().lagLimit())
        .withSyncBytesPerSecond(options.bytesPerSecond());
  }

  @Override
  public void close(Copy copy, ServiceState service) throws IOException {
    streams.refuse(service.id().name());
    copy.control().close();
  }

  @Override
  public void setAside(ServiceState service) throws IOException {
    Path place = place(service);
    Path aside = place.resolveSibling(place.getFileName() + REFUSED);
    if (Files.exists(aside)) {
      throw new IOException(
          "%s is refused again, and %s is there already: look whether the disk is sound, and remove it"
              .formatted(place, aside));
    }
    Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void discard(ServiceState service) throws IOException {
    Path place = place(service);
    if (Files.exists(place)) {
      FileTrees.delete(place);
    }
  }
}
