package io.havenfs.cluster.agent;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Severity;
import io.havenfs.quorum.model.Timeline.Step;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.ReplicaControl;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the {@link AgentMachine} of one service on this node. Two threads: one for the machine,
 * which never blocks, one for what does (door, addresses). Methods may be called from any thread.
 *
 * <p>That a node without a lease answers nothing does not depend on how fast this is: the replica
 * and the door ask for the lease themselves before a reply leaves.
 */
public final class ServiceAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceAgent.class);
  private static final long LOOK_MILLIS = 25;
  private static final long RETRY_MILLIS = 500;
  private static final long CLOSE_PATIENCE_SECONDS = 10;

  private final Quorum quorum;
  private final ServiceId service;
  private final ReplicaControl copy;
  private final Time time;
  private final AgentMachine machine;
  private final Opening opening;
  private final Optional<StorageKeeper> storage;
  private final ScheduledExecutorService thread;
  private final ScheduledExecutorService worker;
  private final Subscription subscription;
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private TakeoverLog takeover;

  /** When a move was asked for that has not been proposed yet; 0 for none. The machine's thread. */
  private long askedToMove;

  private volatile AgentState state = new AgentState.Idle();

  private ServiceAgent(
      Quorum quorum, ServiceId service, Hands hands, ProcessEndings endings, Time time) {
    this.quorum = quorum;
    this.service = service;
    this.copy = hands.copy();
    this.time = time;
    machine = new AgentMachine(quorum.self());
    thread = newThread("havenfs-agent-");
    worker = newThread("havenfs-door-");
    opening = new Opening(hands.door(), worker);
    storage =
        hands
            .storage()
            .map(it -> new StorageKeeper(quorum, service, it, endings, new StorageAnswers()));
    takeover = new TakeoverLog(quorum, time, service, 0);
    subscription =
        quorum.subscribe(
            new QuorumListener() {
              @Override
              public void stateChanged(ControlState next) {
                post(ServiceAgent.this::look);
              }
            });
  }

  private ScheduledExecutorService newThread(String prefix) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> Thread.ofPlatform().daemon().name(prefix + service).unstarted(task));
  }

  /**
   * What an agent handles.
   *
   * @param copy this node's copy of the service; the agent closes neither it nor the door's engine
   * @param storage for a service in shared storage
   */
  public record Hands(ReplicaControl copy, ServiceDoor door, Optional<ServiceStorage> storage) {}

  /** Begins; {@code endings} is what this node knows of the others' processes. */
  public static ServiceAgent start(
      Quorum quorum, ServiceId service, Hands hands, ProcessEndings endings, Time time) {
    ServiceAgent agent = new ServiceAgent(quorum, service, hands, endings, time);
    var _ =
        agent.thread.scheduleWithFixedDelay(
            agent::lookOrLog, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return agent;
  }

  /** What it is doing. */
  public AgentState state() {
    return state;
  }

  /** The copy that it handles. */
  public ReplicaControl copy() {
    return copy;
  }

  /**
   * Gives the service up, to another node if one is in sync; takes nothing over any more. Completes
   * when nothing is served here.
   */
  public CompletableFuture<Void> leave() {
    input(new AgentInput.Leave());
    return left.copy();
  }

  /** Looks at the quorum's state as it is now; completes when the copy has been told of it. */
  CompletionStage<Void> lookNow() {
    CompletableFuture<Void> looked = new CompletableFuture<>();
    post(
        () -> {
          look();
          looked.complete(null);
        });
    return looked;
  }

  private void lookOrLog() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("service {}: the agent failed; it tries again", service, e);
    }
  }

  private void look() {
    AgentInput.Seen seen = Translations.seen(quorum, service);
    if (state instanceof AgentState.Serving && opening.isBroken()) {
      LOG.error("service {}: an address has gone from this host", service);
      seen = new AgentInput.Seen(seen.service(), seen.sameProcess(), false, seen.restarted());
    }
    run(machine.on(seen));
  }

  private void input(AgentInput input) {
    post(() -> run(machine.on(input)));
  }

  private void post(Runnable task) {
    try {
      thread.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              LOG.error("service {}: the agent failed", service, e);
            }
          });
    } catch (RejectedExecutionException closed) {
      LOG.debug("closed already", closed);
    }
  }

  private void later(AgentInput input) {
    try {
      var _ = thread.schedule(() -> input(input), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("closed already", closed);
    }
  }

  private void run(List<AgentAction> actions) {
    if (!machine.state().equals(state)) {
      LOG.info("service {}: {} -> {}", service, state, machine.state());
      state = machine.state();
    }
    for (AgentAction action : actions) {
      run(action);
    }
    if (machine.hasLeft()) {
      left.complete(null);
    }
  }

  private void run(AgentAction action) {
    switch (action) {
      case AgentAction.Follow(long epoch) -> copy.follow(epoch);
      case AgentAction.Fence(long epoch) -> fence(epoch);
      case AgentAction.Acquire(long epoch) -> acquire(epoch);
      case AgentAction.LetGo(long epoch) -> onStorage(it -> it.letGo(epoch));
      case AgentAction.GiveUp(long epoch) ->
          propose(new Command.GiveUp(service, epoch, quorum.self()), _ -> {}, _ -> {});
      case AgentAction.Lead(View view) -> lead(view);
      case AgentAction.NewView(View view) -> copy.view(Translations.leadership(quorum, view));
      case AgentAction.StopLeading it -> copy.stopLeading();
      case AgentAction.Open(long epoch) -> open(epoch);
      case AgentAction.Close it -> worker.execute(this::closeDoor);
      case AgentAction.Drain(long epoch) -> drain(epoch);
      case AgentAction.Propose(View view) -> propose(view);
    }
  }

  private void fence(long epoch) {
    TakeoverLog log = takeover(epoch);
    onStorage(it -> it.fence(epoch, log));
  }

  private void acquire(long epoch) {
    TakeoverLog log = takeover(epoch);
    onStorage(it -> it.acquire(epoch, log));
  }

  private void onStorage(Consumer<StorageKeeper> deed) {
    StorageKeeper keeper = storage.orElseThrow();
    worker.execute(() -> deed.accept(keeper));
  }

  /** The log of the takeover that began with {@code epoch}. */
  private TakeoverLog takeover(long epoch) {
    if (takeover.epoch() != epoch) {
      takeover = new TakeoverLog(quorum, time, service, epoch);
    }
    return takeover;
  }

  /** What becomes of the storage. */
  private final class StorageAnswers implements StorageKeeper.Answers {
    @Override
    public void now(AgentInput input) {
      input(input);
    }

    @Override
    public void later(AgentInput input) {
      ServiceAgent.this.later(input);
    }

    @Override
    public void note(Severity severity, String text) {
      LOG.info("service {}: {}", service, text);
      ServiceAgent.this.note(severity, text);
    }
  }

  private void lead(View view) {
    long epoch = view.epoch();
    TakeoverLog log = takeover(epoch);
    copy.lead(Translations.leadership(quorum, view), () -> quorum.serves(service, epoch))
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                log.stamp(Step.RECONCILED);
                input(new AgentInput.Led(epoch));
              } else {
                LOG.info("service {}: not leading in epoch {}: {}", service, epoch, failure);
                later(new AgentInput.NotLed(epoch));
              }
            });
  }

  private void open(long epoch) {
    TakeoverLog log = takeover;
    worker.execute(
        () -> {
          try {
            ControlState now = quorum.state();
            opening.open(
                now.service(service).orElseThrow(() -> new IOException("it has been deleted")),
                now.settings().deadAfter().duration().toMillis(),
                () -> quorum.serves(service, epoch),
                log);
            input(new AgentInput.Opened(epoch));
          } catch (IOException | RuntimeException e) {
            LOG.error("service {}: cannot be served here", service, e);
            note(Severity.ERROR, "cannot be served here: " + e.getMessage());
            later(new AgentInput.NotOpened(epoch));
          }
        });
  }

  private void closeDoor() {
    try {
      opening.close();
    } catch (RuntimeException e) {
      LOG.error("service {}: not closed in good order", service, e);
    }
    input(new AgentInput.Closed());
  }

  private void drain(long epoch) {
    askedToMove = time.wallNanos();
    copy.drain().whenComplete((_, _) -> input(new AgentInput.Drained(epoch)));
  }

  private void propose(View next) {
    if (next.isPrimary(quorum.self())) {
      note(
          Severity.WARNING, "begins anew here: no lease for a while, or nobody to hand it over to");
    }
    long asked = askedToMove == 0 ? time.wallNanos() : askedToMove;
    askedToMove = 0;
    Optional<NodeId> heir = next.primary().filter(to -> !to.equals(quorum.self()));
    propose(
        new Command.ChangeView(service, next, quorum.self()),
        _ ->
            heir.ifPresent(
                to -> TakeoverLog.handedOver(quorum, time, service, next.epoch(), to, asked)),
        why ->
            heir.ifPresent(
                to -> note(Severity.WARNING, "not handed over to node " + to + ": " + why)));
  }

  private void propose(
      Command command, Consumer<CommandResult.Accepted> then, Consumer<String> otherwise) {
    quorum
        .submit(command)
        .whenComplete(
            (result, failure) -> {
              if (result instanceof CommandResult.Accepted accepted) {
                then.accept(accepted);
                return;
              }
              String why =
                  result instanceof CommandResult.Refused refused
                      ? refused.message()
                      : String.valueOf(failure);
              LOG.info("service {}: not agreed: {}", service, why);
              otherwise.accept(why);
              later(new AgentInput.NotAgreed());
            });
  }

  private void note(Severity severity, String text) {
    var _ =
        quorum.submit(
            new Command.RecordEvent(
                new Event(time.wallNanos(), severity, quorum.self(), Optional.of(service), text)));
  }

  /** Stops at once; whoever wants the service to go on elsewhere lets it {@link #leave} before. */
  @Override
  public void close() {
    subscription.close();
    thread.shutdownNow();
    worker.execute(opening::close);
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("service {}: its door does not close", service);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
