package io.havenfs.simulation.cluster;

import io.havenfs.engine.Engine;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicaControl;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.member.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Handles a copy for its agent, in virtual time. */
final class CopyControl implements ReplicaControl {
  private final Copy copy;
  private final Member member;
  private CompletableFuture<Void> leading = CompletableFuture.completedFuture(null);

  CopyControl(Copy copy, Member member) {
    this.copy = copy;
    this.member = member;
  }

  @Override
  public Engine engine() {
    return copy;
  }

  private void overtake() {
    leading.completeExceptionally(new CancellationException("overtaken"));
  }

  @Override
  public void follow(long epoch) {
    overtake();
    try {
      member.follow(epoch);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    copy.wake();
  }

  @Override
  public CompletionStage<Void> lead(Leadership leadership, BooleanSupplier mayServe) {
    overtake();
    CompletableFuture<Void> done = new CompletableFuture<>();
    leading = done;
    try {
      member.lead(leadership, mayServe, () -> done.complete(null));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (IllegalArgumentException refused) {
      done.completeExceptionally(refused);
    }
    copy.wake();
    return done;
  }

  @Override
  public void view(Leadership leadership) {
    member.view(leadership);
    copy.wake();
  }

  @Override
  public CompletionStage<Void> stopLeading() {
    overtake();
    member.rest();
    copy.wake();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> drain() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    member.drain(() -> done.complete(null));
    copy.wake();
    return done;
  }

  @Override
  public ReplicaStatus status() {
    return member.status();
  }

  @Override
  public void limits(ReplicationLimits limits) {
    member.limits(limits);
  }

  @Override
  public void synchroniseAutomatically(boolean automatically) {
    member.synchroniseAutomatically(automatically);
  }

  @Override
  public void synchronise(String peer) {
    member.synchronise(peer);
    copy.wake();
  }

  @Override
  public CompletionStage<Comparison> compare() {
    throw new UnsupportedOperationException("the simulation compares by itself");
  }

  @Override
  public CompletionStage<Optional<String>> acceptLoss() {
    throw new UnsupportedOperationException("nobody accepts a loss in the simulation");
  }

  @Override
  public void close() throws IOException {
    copy.sequencer().shutDown();
  }
}
