package io.havenfs.quorum.raft;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.QuorumException;
import io.havenfs.quorum.codec.ControlCodec;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.NotLeaderException;

/**
 * Brings commands to the leader, whoever that is by then, until there is an answer. All tries of
 * one command carry one number, so it is put into the log once. For all threads.
 */
final class Submitter {
  /** How long one command is tried. */
  static final long SUBMIT_MILLIS = 10_000;

  private static final long AGAIN_MILLIS = 20;

  private final Calls calls;
  private final Loop loop;
  private final Time time;
  private final Supplier<Optional<RaftPeerId>> leader;

  Submitter(Calls calls, Loop loop, Time time, Supplier<Optional<RaftPeerId>> leader) {
    this.calls = calls;
    this.loop = loop;
    this.time = time;
    this.leader = leader;
  }

  /** One command on its way. */
  private record Trip(
      byte[] bytes,
      String name,
      long callId,
      long until,
      CompletableFuture<CommandResult> result) {}

  CompletableFuture<CommandResult> submit(Command command) {
    Trip trip =
        new Trip(
            ControlCodec.encode(command),
            command.getClass().getSimpleName(),
            calls.nextCallId(),
            time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SUBMIT_MILLIS),
            new CompletableFuture<>());
    attempt(trip, leader.get());
    return trip.result;
  }

  private void attempt(Trip trip, Optional<RaftPeerId> to) {
    if (to.isEmpty()) {
      again(trip, Optional.empty(), new QuorumException("there is no leader"));
      return;
    }
    var _ =
        calls
            .write(to.get(), trip.callId, trip.bytes)
            .thenApply(ControlCodec::decodeResult)
            .whenComplete(
                (result, problem) -> {
                  if (problem == null) {
                    trip.result.complete(result);
                  } else {
                    again(trip, suggested(problem), problem);
                  }
                });
  }

  private void again(Trip trip, Optional<RaftPeerId> suggested, Throwable problem) {
    if (trip.until - time.nanoTime() < 0 || loop.isClosed()) {
      trip.result.completeExceptionally(
          new QuorumException(
              trip.name + ": the quorum did not answer; it is not known whether it was done",
              unwrapped(problem)));
      return;
    }
    loop.after(AGAIN_MILLIS, () -> attempt(trip, suggested.or(leader)));
  }

  private static Optional<RaftPeerId> suggested(Throwable problem) {
    return unwrapped(problem) instanceof NotLeaderException other
            && other.getSuggestedLeader() != null
        ? Optional.of(other.getSuggestedLeader().getId())
        : Optional.empty();
  }

  static Throwable unwrapped(Throwable problem) {
    Throwable cause = problem.getCause();
    return problem instanceof CompletionException && cause != null ? cause : problem;
  }
}
