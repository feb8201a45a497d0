package io.havenfs.cluster.agent;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.CommandResult.Accepted;
import io.havenfs.quorum.model.CommandResult.Refused;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Severity;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.ViewProposals;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a primary's wishes about its in-sync set to the quorum. Thread-safe, never blocks.
 *
 * <p>A wish is proposed until it is known what became of it: the same command may be applied twice
 * without harm, and once it is refused an earlier one can have no effect any more, since views are
 * compared by version. Then, before the wish is called settled, the copy is told the view as it is
 * by then.
 */
public final class ViewProposer implements ViewProposals {
  private static final Logger LOG = LoggerFactory.getLogger(ViewProposer.class);
  private static final long RETRY_MILLIS = 200;
  private static final CompletionStage<Void> NOTHING_TO_DO = CompletableFuture.completedStage(null);

  private final Quorum quorum;
  private final ServiceId service;
  private final Time time;
  private final CompletableFuture<ServiceAgent> agent = new CompletableFuture<>();

  /** For the copy of {@code service} on the quorum's own node. */
  public ViewProposer(Quorum quorum, ServiceId service, Time time) {
    this.quorum = quorum;
    this.service = service;
    this.time = time;
  }

  /** Names the agent of that copy; once, before the copy leads. */
  public void attach(ServiceAgent it) {
    agent.complete(it);
  }

  @Override
  public CompletionStage<?> proposeRemoval(String peer, String why) {
    Optional<View> next =
        Translations.withoutInSync(quorum.state(), service, quorum.self(), new NodeId(peer));
    if (next.isEmpty()) {
      return NOTHING_TO_DO;
    }
    LOG.info("service {}: {} shall leave the in-sync set: {}", service, peer, why);
    return propose(next.get());
  }

  @Override
  public CompletionStage<?> proposeAddition(String peer, long incarnation) {
    Optional<View> next =
        Translations.withInSync(
            quorum.state(), service, quorum.self(), new NodeId(peer), incarnation);
    if (next.isEmpty()) {
      return NOTHING_TO_DO;
    }
    LOG.info("service {}: {} has caught up", service, peer);
    return propose(next.get());
  }

  @Override
  public boolean heardSince(long nanoTime) {
    return quorum.lease().isSentSince(nanoTime);
  }

  private CompletionStage<Void> propose(View next) {
    return decided(new Command.ChangeView(service, next, quorum.self()))
        .thenCompose(
            result ->
                switch (result) {
                  case Accepted accepted -> told(accepted.revision());
                  case Refused refused -> afterRefusal(refused.message());
                });
  }

  /**
   * A refusal names no revision to wait for; an accepted event does, and comes after whatever made
   * the command be refused.
   */
  private CompletionStage<Void> afterRefusal(String message) {
    LOG.info("service {}: {}", service, message);
    Event event =
        new Event(time.wallNanos(), Severity.INFO, quorum.self(), Optional.of(service), message);
    return decided(new Command.RecordEvent(event))
        .thenCompose(
            result ->
                result instanceof Accepted accepted ? told(accepted.revision()) : NOTHING_TO_DO);
  }

  private CompletionStage<Void> told(long revision) {
    return quorum.reached(revision).thenCompose(_ -> agent).thenCompose(ServiceAgent::lookNow);
  }

  private CompletionStage<CommandResult> decided(Command command) {
    return quorum
        .submit(command)
        .handle(
            (result, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedStage(result);
              }
              LOG.info("service {}: not known to be decided, asked again: {}", service, failure);
              return CompletableFuture.runAsync(() -> {}, later())
                  .thenCompose(_ -> decided(command));
            })
        .thenCompose(stage -> stage);
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }
}
