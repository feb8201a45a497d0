package io.havenfs.quorum.raft;

import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.ControlState;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners from one thread. News of one kind that has not been told yet is replaced by later
 * news, so a slow listener costs no memory.
 */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final long CLOSE_SECONDS = 10;

  private final List<QuorumListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable ControlState> state = new AtomicReference<>();
  private final AtomicReference<@Nullable OptionalLong> term = new AtomicReference<>();
  private final AtomicBoolean health = new AtomicBoolean();
  private final ExecutorService thread;

  Listeners(String name) {
    thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  Subscription add(QuorumListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void state(ControlState next) {
    if (state.getAndSet(next) == null) {
      run(
          () -> {
            ControlState latest = state.getAndSet(null);
            if (latest != null) {
              tell(listener -> listener.stateChanged(latest));
            }
          });
    }
  }

  void leadership(OptionalLong next) {
    if (term.getAndSet(next) == null) {
      run(
          () -> {
            OptionalLong latest = term.getAndSet(null);
            if (latest != null) {
              tell(listener -> listener.leadershipChanged(latest));
            }
          });
    }
  }

  void health() {
    if (!health.getAndSet(true)) {
      run(
          () -> {
            health.set(false);
            tell(QuorumListener::healthChanged);
          });
    }
  }

  private void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.debug("news after the close", closed);
    }
  }

  private void tell(Consumer<QuorumListener> news) {
    for (QuorumListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("a listener of the quorum failed", e);
      }
    }
  }

  @Override
  public void close() {
    listeners.clear();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a listener of the quorum does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
