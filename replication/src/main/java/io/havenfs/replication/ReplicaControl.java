package io.havenfs.replication;

import io.havenfs.engine.Engine;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * A service's copy on this node, as the service's agent handles it. Thread-safe; calls take effect
 * in their order. A copy follows nobody and leads nothing until it is told.
 *
 * <p>A change of role reopens nothing: tables, caches and the log stay as they are.
 */
public interface ReplicaControl extends AutoCloseable {
  /** What the protocols serve. Changes submitted while this copy does not lead fail at once. */
  Engine engine();

  /**
   * Obeys the primary of {@code epoch}, or of a newer one, when it connects. If this copy leads, it
   * stops as with {@link #stopLeading}.
   */
  void follow(long epoch);

  /**
   * Becomes the primary. The stage completes, on any thread, when the inherited tail is committed
   * on all of the view's in-sync copies and changes are decided; it fails when another call
   * overtakes it. Until then everything submitted waits.
   *
   * @param mayServe whether the lease holds; asked before anything is decided and before any reply
   *     leaves, on the sequencer. Must be cheap
   */
  CompletionStage<Void> lead(Leadership leadership, BooleanSupplier mayServe);

  /** A newer view in which this node is still the primary, of the same epoch. */
  void view(Leadership leadership);

  /**
   * Stops deciding at once: changes without an answer fail, what they decided stays in the log as a
   * tail that the next primary confirms or cuts. Completes when nothing more will be answered.
   */
  CompletionStage<Void> stopLeading();

  /**
   * Decides nothing new, and completes when all that was decided is committed, answered and known
   * to be so by all in-sync copies: the first half of a planned move. Changes submitted meanwhile
   * wait.
   */
  CompletionStage<Void> drain();

  /** How this copy and, on a primary, its peers are doing. */
  ReplicaStatus status();

  /** Other limits, in force from now on. */
  void limits(ReplicationLimits limits);

  /**
   * Whether peers that are behind are brought up to date by themselves (the default) or when told.
   */
  void synchroniseAutomatically(boolean automatically);

  /** Brings a peer up to date now, although synchronisation is delayed. */
  void synchronise(String peer);

  /**
   * Compares this primary's copy with those in sync, repairs theirs where they differ, and tells
   * how much did.
   */
  CompletionStage<Comparison> compare();

  /**
   * This copy, which does not lead, is to be the service's from now on although others had more:
   * when it leads next, clients learn that state was lost, and who had more gets a new copy.
   *
   * @return why it cannot be, if so; then nothing has changed
   */
  CompletionStage<Optional<String>> acceptLoss();

  /** Stops, takes a checkpoint and closes the replica. */
  @Override
  void close() throws java.io.IOException;
}
