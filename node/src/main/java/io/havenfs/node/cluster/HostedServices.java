package io.havenfs.node.cluster;

import io.havenfs.cluster.address.AddressSet;
import io.havenfs.cluster.agent.ProcessEndings;
import io.havenfs.cluster.agent.ServiceAgent;
import io.havenfs.cluster.agent.ViewProposer;
import io.havenfs.host.address.Rehearsal;
import io.havenfs.host.time.Time;
import io.havenfs.node.clients.ClientDesk;
import io.havenfs.node.metrics.NodeMetrics;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.rpc.rpcbind.SystemRegistrations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of which this node holds a copy, each with its agent: opened when the cluster gives
 * this node a copy and knows this process, closed when it takes it away. One thread; methods may be
 * called from any.
 */
public final class HostedServices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostedServices.class);
  private static final long LOOK_MILLIS = 1000;

  private record Hosted(
      ServiceState asOpened, CopyOpener.Copy copy, NodeDoor door, ServiceAgent agent) {}

  /** What of the configuration an open copy was told. */
  private record Configured(SyncOptions options, Settings settings) {}

  private final Quorum quorum;
  private final CopyOpener opener;
  private final ProcessEndings endings;
  private final Time time;
  private final Set<ServiceId> missed = new HashSet<>();
  private final NodeMetrics metrics;
  private final SystemRegistrations registrations = new SystemRegistrations();
  private final Map<ServiceId, Hosted> hosted = new ConcurrentHashMap<>();

  /** The thread's. */
  private final Map<ServiceId, Configured> configured = new HashMap<>();

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("havenfs-services").unstarted(task));
  private final ComparisonClock comparisons = new ComparisonClock();
  private final Subscription subscription;

  private HostedServices(
      Quorum quorum, CopyOpener opener, ProcessEndings endings, Time time, NodeMetrics metrics) {
    this.quorum = quorum;
    this.opener = opener;
    this.endings = endings;
    this.time = time;
    this.metrics = metrics;
    subscription =
        quorum.subscribe(
            new QuorumListener() {
              @Override
              public void stateChanged(ControlState state) {
                lookSoon();
              }
            });
  }

  /**
   * Begins to follow what the cluster says; meanwhile what a takeover needs is rehearsed. {@code
   * endings} is told of ends of processes.
   */
  public static HostedServices start(
      Quorum quorum, CopyOpener opener, ProcessEndings endings, Time time, NodeMetrics metrics) {
    HostedServices services = new HostedServices(quorum, opener, endings, time, metrics);
    Thread.ofVirtual().name("havenfs-rehearsal").start(Rehearsal::run);
    var _ =
        services.thread.scheduleWithFixedDelay(
            services::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return services;
  }

  private void lookSoon() {
    try {
      thread.execute(this::look);
    } catch (RejectedExecutionException closed) {
      LOG.debug("closed already", closed);
    }
  }

  private void look() {
    try {
      ControlState state = quorum.state();
      if (isKnown(state)) {
        openMissing(state);
      }
      for (Hosted each : List.copyOf(hosted.values())) {
        Optional<ServiceState> now = state.service(each.asOpened().id());
        if (state.initialised()
            && now.filter(s -> s.number() == each.asOpened().number() && isMine(s)).isEmpty()) {
          discard(each);
        } else {
          now.ifPresent(service -> lookAt(each, service, state.settings()));
        }
      }
    } catch (RuntimeException e) {
      LOG.error("services not brought in line with the cluster; it is tried again", e);
    }
  }

  private void openMissing(ControlState state) {
    for (ServiceState service : state.services().values()) {
      if (isMine(service) && !hosted.containsKey(service.id()) && hasItsCopy(service)) {
        open(service);
      }
    }
  }

  /**
   * Whether the cluster knows this process. A copy that another node added to those in sync before
   * that would be taken for the copy of the process before, which has ended. And what is read here
   * before may be old: nothing must be made or set aside by it.
   */
  private boolean isKnown(ControlState state) {
    return state
        .node(quorum.self())
        .filter(node -> node.incarnation() == quorum.incarnation())
        .isPresent();
  }

  private void lookAt(Hosted each, ServiceState service, Settings settings) {
    Configured wanted = new Configured(service.spec().sync(), settings);
    if (!wanted.equals(configured.put(service.id(), wanted))) {
      opener.configure(each.copy(), service);
    }
    comparisons.look(service, each.agent(), time.nanoTime());
  }

  private boolean isMine(ServiceState service) {
    return service.view().replicas().contains(quorum.self());
  }

  /**
   * Who is in sync and has no copy makes no other one as long as it is: with an empty one it must
   * not be taken for one that has everything.
   */
  private boolean hasItsCopy(ServiceState service) {
    if (!service.lacksCopy(quorum.self())) {
      return true;
    }
    if (missed.add(service.id())) {
      LOG.error(
          "service {}: its copy is not here, though this node was in sync: is its disk mounted?"
              + " If so, start the node again; a new copy is made once another node serves",
          service.id());
    }
    return false;
  }

  private void open(ServiceState service) {
    ServiceId id = service.id();
    try {
      AddressSet.clear(service.spec().addresses());
      ViewProposer proposer = new ViewProposer(quorum, id, time);
      CopyOpener.Copy copy = opener.open(service, proposer);
      NodeDoor door =
          new NodeDoor(copy, () -> quorum.state().service(id), time, metrics, registrations);
      ServiceAgent agent =
          ServiceAgent.start(
              quorum,
              id,
              new ServiceAgent.Hands(copy.control(), door, copy.storage()),
              endings,
              time);
      proposer.attach(agent);
      hosted.put(id, new Hosted(service, copy, door, agent));
      LOG.info("service {}: a copy is here", id);
    } catch (RefusedCopyException e) {
      refused(service, e.getMessage());
    } catch (IOException e) {
      LOG.error("service {}: its copy cannot be opened; it is tried again: {}", id, e.getMessage());
    }
  }

  /** While it is in sync, all others must know that it has nothing; then it gets a new copy. */
  private void refused(ServiceState service, @Nullable String why) {
    ServiceId id = service.id();
    if (service.view().inSync().contains(quorum.self())) {
      if (missed.add(id)) {
        LOG.error("service {}: its copy is refused: {}", id, why);
      }
      var _ = quorum.submit(new Command.CopyRefused(id, quorum.self(), service.view().epoch()));
      return;
    }
    try {
      opener.setAside(service);
      LOG.warn("service {}: the refused copy is set aside, a new one is made ({})", id, why);
    } catch (IOException e) {
      LOG.error("service {}: its copy is refused, and cannot be set aside", id, e);
    }
  }

  private void discard(Hosted service) {
    ServiceId id = service.asOpened().id();
    hosted.remove(id);
    configured.remove(id);
    close(service);
    try {
      opener.discard(service.asOpened());
      LOG.info("service {}: its copy is no longer here", id);
    } catch (IOException e) {
      LOG.error("service {}: its copy is not wanted here, and not removed", id, e);
    }
  }

  private void close(Hosted service) {
    service.agent().close();
    try {
      opener.close(service.copy(), service.asOpened());
    } catch (IOException e) {
      LOG.error("service {}: not closed cleanly", service.asOpened().id(), e);
    }
  }

  /** The agent of a service, if a copy of it is here. */
  public Optional<ServiceAgent> agent(ServiceId service) {
    return Optional.ofNullable(hosted.get(service)).map(Hosted::agent);
  }

  /** The clients of a service, if they are served here. */
  public Optional<ClientDesk> clients(ServiceId service) {
    return Optional.ofNullable(hosted.get(service)).flatMap(each -> each.door().clients());
  }

  /** Gives up to other nodes what is served here; waits for it, but not longer than that. */
  public void leave(Duration patience) {
    List<CompletableFuture<Void>> leaving = new ArrayList<>();
    hosted.values().forEach(each -> leaving.add(each.agent().leave()));
    CompletableFuture.allOf(leaving.toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void close() {
    subscription.close();
    thread.shutdownNow();
    hosted.values().forEach(this::close);
    hosted.clear();
  }
}
