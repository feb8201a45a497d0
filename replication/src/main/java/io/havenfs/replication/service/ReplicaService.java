package io.havenfs.replication.service;

import io.havenfs.engine.Engine;
import io.havenfs.engine.core.Copies;
import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.core.EnginePorts;
import io.havenfs.engine.core.ServiceEngine;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicaControl;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.SyncTurns;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.havenfs.replication.member.Member;
import io.havenfs.replication.stream.Connector;
import io.havenfs.replication.stream.StreamEvents;
import io.havenfs.replication.stream.StreamHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A service's copy on this node, with the engine's threads and connections to the other copies.
 *
 * <p>Everything is done on the engine's sequencer: frames that arrived are handed to it in batches,
 * and what it sends leaves on the connections' event loops.
 */
public final class ReplicaService implements ReplicaControl {
  private static final long STATUS_SECONDS = 2;

  private final ServiceEngine engine;
  private final Member member;
  private final Connector connector;
  private volatile ReplicaStatus lastStatus;

  /** The sequencer's: what the last call of {@link #lead} and {@link #drain} wait for. */
  private CompletableFuture<Void> leading = new CompletableFuture<>();

  /**
   * What a copy is made of.
   *
   * @param self this node's name
   * @param service the service's name
   * @param schema all tables but the engine's own
   * @param format fills a new service, when this copy is the first to lead it
   * @param turns at being synchronised, for all copies on this node
   * @param onFault told, once and on any thread, when the copy had to stop
   */
  public record Parts(
      String self,
      String service,
      EnginePorts ports,
      EngineLimits engineLimits,
      Copies copies,
      List<Table<?, ?>> schema,
      Consumer<Transaction> format,
      ReplicationLimits limits,
      SyncTurns turns,
      ViewProposals proposals,
      Connector connector,
      Consumer<Throwable> onFault) {}

  private ReplicaService(Parts parts, ServiceEngine engine) {
    this.engine = engine;
    this.connector = parts.connector();
    this.member =
        new Member(
            parts.self(),
            parts.service(),
            engine.sequencer(),
            parts.proposals(),
            parts.limits(),
            parts.turns(),
            this::dial);
    this.lastStatus =
        new ReplicaStatus(
            ReplicaStatus.Role.IDLE,
            0,
            0,
            0,
            engine.sequencer().stateLost(),
            Optional.empty(),
            Map.of());
  }

  /**
   * Opens the copy, which has no role yet.
   *
   * @throws io.havenfs.host.disk.DiskLockedException when another process owns it
   */
  public static ReplicaService open(Parts parts) throws IOException {
    ServiceEngine engine =
        ServiceEngine.open(
            parts.ports(),
            parts.engineLimits(),
            parts.copies(),
            parts.schema(),
            parts.format(),
            parts.onFault());
    return new ReplicaService(parts, engine);
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** Something done to the member, on the sequencer; a failure is a fault of the copy. */
  @FunctionalInterface
  private interface Deed {
    void on(Member member) throws IOException;
  }

  private void execute(Deed deed) {
    engine.execute(
        () -> {
          try {
            deed.on(member);
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  private void overtake() {
    leading.completeExceptionally(new CancellationException("another role was taken"));
  }

  @Override
  public void follow(long epoch) {
    execute(
        copy -> {
          overtake();
          copy.follow(epoch);
        });
  }

  @Override
  public CompletionStage<Void> lead(Leadership leadership, BooleanSupplier mayServe) {
    CompletableFuture<Void> started = new CompletableFuture<>();
    execute(
        copy -> {
          overtake();
          leading = started;
          try {
            copy.lead(leadership, mayServe, () -> started.complete(null));
          } catch (IllegalArgumentException outdated) {
            started.completeExceptionally(outdated);
          }
        });
    return started;
  }

  @Override
  public void view(Leadership leadership) {
    execute(copy -> copy.view(leadership));
  }

  @Override
  public CompletionStage<Void> stopLeading() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    execute(
        copy -> {
          overtake();
          copy.rest();
          stopped.complete(null);
        });
    return stopped;
  }

  @Override
  public CompletionStage<Void> drain() {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    execute(copy -> copy.drain(() -> drained.complete(null)));
    return drained;
  }

  @Override
  public ReplicaStatus status() {
    CompletableFuture<ReplicaStatus> answer = new CompletableFuture<>();
    execute(copy -> answer.complete(copy.status()));
    try {
      lastStatus = answer.get(STATUS_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException late) {
      return lastStatus; // it stopped, or is busy with the disk
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return lastStatus;
  }

  @Override
  public void limits(ReplicationLimits limits) {
    execute(copy -> copy.limits(limits));
  }

  @Override
  public void synchroniseAutomatically(boolean automatically) {
    execute(copy -> copy.synchroniseAutomatically(automatically));
  }

  @Override
  public void synchronise(String peer) {
    execute(copy -> copy.synchronise(peer));
  }

  @Override
  public CompletionStage<Comparison> compare() {
    CompletableFuture<Comparison> compared = new CompletableFuture<>();
    execute(copy -> copy.compare(compared::complete));
    return compared;
  }

  @Override
  public CompletionStage<Optional<String>> acceptLoss() {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    execute(copy -> answer.complete(copy.acceptLoss()));
    return answer;
  }

  /** To be added to the pipeline of another node's connection, once its bytes are frames. */
  public StreamHandler accept() {
    return new StreamHandler(new Caller());
  }

  private void dial(String peer) {
    connector.connect(peer, new StreamHandler(new Called(peer)));
  }

  /** A connection that this node dialled. */
  private final class Called implements StreamEvents {
    private final String peer;
    private volatile Optional<Link> opened = Optional.empty();

    Called(String peer) {
      this.peer = peer;
    }

    @Override
    public void opened(Link link) {
      opened = Optional.of(link);
      execute(copy -> copy.connected(peer, link));
    }

    @Override
    public void received(Link link, List<Frame> frames) {
      execute(
          copy -> {
            for (Frame frame : frames) {
              copy.received(peer, link, frame);
            }
          });
    }

    @Override
    public void closed() {
      execute(
          copy ->
              opened.ifPresentOrElse(
                  link -> copy.broken(peer, link), () -> copy.unreachable(peer)));
    }
  }

  /** A connection that another node dialled. */
  private final class Caller implements StreamEvents {
    private volatile Optional<Link> opened = Optional.empty();

    @Override
    public void opened(Link link) {
      opened = Optional.of(link);
    }

    @Override
    public void received(Link link, List<Frame> frames) {
      execute(
          copy -> {
            for (Frame frame : frames) {
              copy.calledBy(link, frame);
            }
          });
    }

    @Override
    public void closed() {
      opened.ifPresent(link -> execute(copy -> copy.callerGone(link)));
    }
  }

  @Override
  public void close() throws IOException {
    execute(
        copy -> {
          overtake();
          copy.rest();
        });
    engine.close();
  }

  /** Closes the replica as it is, and writes nothing more, whether it has failed before or not. */
  public void abandon() throws IOException {
    engine.abandon();
  }
}
