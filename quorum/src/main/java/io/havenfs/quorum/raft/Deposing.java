package io.havenfs.quorum.raft;

import io.havenfs.quorum.codec.ControlCodec;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.CommandResult.Refused;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * Proposals that rest on a primary's death. The node is condemned before and pardoned when it is
 * known what became of the proposal; while that is not known, the proposal is repeated, as long as
 * this member leads in the same term. For all threads.
 */
final class Deposing {
  private static final long AGAIN_MILLIS = 20;

  private final Calls calls;
  private final Loop loop;
  private final LeaderDuty duty;
  private final StateHolder states;
  private final RaftPeerId self;

  Deposing(Calls calls, Loop loop, LeaderDuty duty, StateHolder states, RaftPeerId self) {
    this.calls = calls;
    this.loop = loop;
    this.duty = duty;
    this.states = states;
    this.self = self;
  }

  CompletableFuture<CommandResult> depose(ChangeView change) {
    String action = "change the view of service " + change.service() + ": ";
    Optional<NodeId> primary =
        states
            .state()
            .service(change.service())
            .map(ServiceState::view)
            .flatMap(it -> it.primary());
    if (primary.isEmpty()) {
      return refused(action + "it has no primary to depose");
    }
    OptionalLong term = duty.condemn(primary.get());
    if (term.isEmpty()) {
      return refused(
          action + "its primary " + primary.get() + " is not dead, or this node does not lead");
    }
    CompletableFuture<CommandResult> result = new CompletableFuture<>();
    byte[] command = ControlCodec.encode(change.judgedIn(term.getAsLong()));
    propose(command, primary.get(), term.getAsLong(), result);
    return result;
  }

  private void propose(
      byte[] command, NodeId primary, long term, CompletableFuture<CommandResult> result) {
    var _ =
        calls
            .write(self, calls.nextCallId(), command)
            .thenApply(ControlCodec::decodeResult)
            .whenComplete(
                (answer, problem) -> {
                  if (problem == null) {
                    duty.pardon(primary, term);
                    result.complete(answer);
                  } else if (duty.term().equals(OptionalLong.of(term)) && !loop.isClosed()) {
                    loop.after(AGAIN_MILLIS, () -> propose(command, primary, term, result));
                  } else {
                    result.completeExceptionally(Submitter.unwrapped(problem));
                  }
                });
  }

  private static CompletableFuture<CommandResult> refused(String message) {
    return CompletableFuture.completedFuture(new Refused(message));
  }
}
