package io.havenfs.simulation.cluster;

import io.havenfs.cluster.agent.Translations;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Severity;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.ViewProposals;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes a primary's wishes to the quorum. A proposal is done with when the state that decided it
 * has come here: one that nobody knows of is made again, and after a refusal something else is put
 * into the log, to be waited for.
 */
final class Proposals implements ViewProposals {
  private static final long AGAIN = 150_000_000;
  private static final long TOLD = 1_000_000;

  private final Quorum quorum;
  private final SimulatedProcess process;
  private final ServiceId service;

  Proposals(Quorum quorum, SimulatedProcess process, ServiceId service) {
    this.quorum = quorum;
    this.process = process;
    this.service = service;
  }

  @Override
  public CompletionStage<?> proposeRemoval(String peer, String why) {
    return propose(
        Translations.withoutInSync(quorum.state(), service, quorum.self(), new NodeId(peer)));
  }

  @Override
  public CompletionStage<?> proposeAddition(String peer, long incarnation) {
    return propose(
        Translations.withInSync(
            quorum.state(), service, quorum.self(), new NodeId(peer), incarnation));
  }

  @Override
  public boolean heardSince(long nanoTime) {
    return quorum.lease().isSentSince(nanoTime);
  }

  private CompletionStage<?> propose(Optional<View> next) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (next.isPresent()) {
      submit(new Command.ChangeView(service, next.get(), quorum.self()), done);
    } else {
      done.complete(null);
    }
    return done;
  }

  private void submit(Command command, CompletableFuture<Void> done) {
    quorum
        .submit(command)
        .whenComplete(
            (result, failure) -> {
              if (result instanceof CommandResult.Accepted accepted) {
                quorum
                    .reached(accepted.revision())
                    .thenAccept(state -> process.after(TOLD, () -> done.complete(null)));
              } else if (failure == null) {
                submit(mark(), done);
              } else {
                process.after(AGAIN, () -> submit(command, done));
              }
            });
  }

  private Command mark() {
    return new Command.RecordEvent(
        new Event(
            process.clock().wallNanos(),
            Severity.INFO,
            quorum.self(),
            Optional.of(service),
            "a view was refused"));
  }
}
