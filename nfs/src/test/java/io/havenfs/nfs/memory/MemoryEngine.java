package io.havenfs.nfs.memory;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.Engine;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose changes are decided and committed while they are submitted, or, when it is
 * {@linkplain #hold held}, later. Not thread-safe.
 */
public final class MemoryEngine implements Engine {
  public static final Capacity CAPACITY = new Capacity(1 << 30, 1 << 29, 1 << 28, 1000, 900);
  public static final long WRITE_VERIFIER = 0x1122_3344_5566_7788L;

  private final MemoryTransaction state;
  private final Queue<Change> decided = new ArrayDeque<>();
  private boolean held;
  private boolean stateLost;
  private @Nullable RuntimeException refusal;
  private int changes;

  /** An empty engine. */
  public MemoryEngine(Time time) {
    state = new MemoryTransaction(time);
  }

  /** Everything decided, and what it asked for. */
  public MemoryTransaction state() {
    return state;
  }

  /** How many changes were decided. */
  public int changes() {
    return changes;
  }

  /** Decides from now on, but commits nothing before {@link #release}. */
  public void hold() {
    held = true;
  }

  /** Commits what is held back. */
  public void release() {
    held = false;
    while (!decided.isEmpty()) {
      decided.remove().committed();
    }
  }

  /** Refuses everything from now on. */
  public void stop() {
    refusal = new IllegalStateException("stopped");
  }

  /** Has no room for anything from now on. */
  public void fill() {
    refusal = FsException.of(Status.DELAY);
  }

  /** Takes changes again. */
  public void drain() {
    refusal = null;
  }

  @Override
  public View committed() {
    return state;
  }

  @Override
  public void submit(Change change) {
    if (refusal != null) {
      change.failed(refusal);
      return;
    }
    changes++;
    state.begin();
    change.decide(state);
    if (held) {
      decided.add(change);
    } else {
      change.committed();
    }
  }

  @Override
  public long writeVerifier() {
    return WRITE_VERIFIER;
  }

  @Override
  public long serviceId() {
    return 42;
  }

  /** From now on the service counts as one that lost client state at its last start, or not. */
  public void stateLost(boolean lost) {
    stateLost = lost;
  }

  @Override
  public boolean stateLost() {
    return stateLost;
  }

  @Override
  public void lossMadeUpFor(Transaction tx) {
    stateLost = false;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }
}
