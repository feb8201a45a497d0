package io.havenfs.node.control;

import io.havenfs.node.admin.Answer;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Has the quorum decide, and waits for what follows. Blocks; thread-safe. */
final class Decisions {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Quorum quorum;

  Decisions(Quorum quorum) {
    this.quorum = quorum;
  }

  /** What the quorum says to {@code command}; an {@link IOException} when it says nothing. */
  CommandResult decide(Command command) throws IOException {
    return await(quorum.submit(command), PATIENCE, "the quorum's decision");
  }

  /** The same; this node's state contains what was decided. */
  CommandResult decideHere(Command command) throws IOException {
    CommandResult result = decide(command);
    if (result instanceof CommandResult.Accepted accepted) {
      var _ = await(quorum.reached(accepted.revision()), PATIENCE, "the new state");
    }
    return result;
  }

  /** Answers {@code done} when it was accepted, else why it was refused. */
  Answer submit(Command command, String done) throws IOException {
    return switch (decideHere(command)) {
      case CommandResult.Accepted accepted -> done(done);
      case CommandResult.Refused refused -> Answer.text(Answer.CONFLICT, refused.message());
    };
  }

  /** Something was done. */
  static Answer done(String what) {
    return Answer.json(Map.of("done", what));
  }

  /** What {@code seen} finds in the first state in which it finds something, if that comes. */
  <T> Optional<T> watch(Duration patience, Function<ControlState, Optional<T>> seen)
      throws IOException {
    CompletableFuture<T> found = new CompletableFuture<>();
    QuorumListener listener =
        new QuorumListener() {
          @Override
          public void stateChanged(ControlState state) {
            seen.apply(state).ifPresent(found::complete);
          }
        };
    try (Subscription _ = quorum.subscribe(listener)) {
      listener.stateChanged(quorum.state());
      return Optional.of(found.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IOException(Objects.requireNonNullElse(e.getCause(), e).toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits for {@code stage}; when it fails or takes too long, the message says of what. */
  static <T> T await(CompletionStage<T> stage, Duration patience, String what) throws IOException {
    try {
      return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(what + ": not within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(
          what + ": " + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
