package io.havenfs.node.clients;

import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A change that somebody waits for. */
final class Decision<T> implements Change {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CompletableFuture<T> decided = new CompletableFuture<>();
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private final Maker<T> maker;

  /** Decides. On the sequencer. */
  @FunctionalInterface
  interface Maker<T> {
    T decide(Transaction tx);
  }

  Decision(Maker<T> maker) {
    this.maker = maker;
  }

  @Override
  public void decide(Transaction tx) {
    decided.complete(maker.decide(tx));
  }

  @Override
  public void committed() {
    done.complete(decided.join());
  }

  @Override
  public void failed(Throwable cause) {
    done.completeExceptionally(cause);
  }

  /** What was decided, once it is committed. */
  T await() throws IOException {
    try {
      return done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("the service did not do it: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("not committed within " + PATIENCE.toSeconds() + " s", e);
    }
  }
}
