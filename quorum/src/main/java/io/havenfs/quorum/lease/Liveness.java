package io.havenfs.quorum.lease;

import io.havenfs.quorum.model.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one node knows about which others are alive, and how it judges when it leads. The package's
 * page has the argument.
 *
 * <p>Not safe for threads: one owner, or one lock. Times are nanoseconds of the owner's monotonic
 * clock, read after the message came of which they tell, under the same lock.
 */
public final class Liveness {
  /** A node is suspect when this part of its lease has gone by in silence: one in so many. */
  static final long SUSPECT_PART = 3;

  /**
   * What was granted to a node in this term.
   *
   * @param heardAt when its last heartbeat came
   * @param until when the last of its leases has run out
   * @param nanos the last lease's length
   */
  private record Granted(long incarnation, long heardAt, long until, long nanos) {}

  private final Map<NodeId, Long> ended = new HashMap<>();
  private final Map<NodeId, Granted> granted = new HashMap<>();
  private final Map<NodeId, Integer> condemned = new HashMap<>();
  private OptionalLong term = OptionalLong.empty();
  private long begunAt;
  private long inheritedNanos;

  /** For the process {@code incarnation} of {@code self}: whatever ran there before has ended. */
  public Liveness(NodeId self, long incarnation) {
    ended(self, incarnation - 1);
  }

  /**
   * This node leads from now on. All that was granted before runs out within {@code inherited}.
   *
   * @param inherited the longest lease that another leader may have granted, in nanoseconds
   */
  public void leadershipBegan(long newTerm, long inherited, long now) {
    leadershipEnded();
    term = OptionalLong.of(newTerm);
    begunAt = now;
    inheritedNanos = inherited;
  }

  /** This node leads no more. What it knows of ended processes stays true. */
  public void leadershipEnded() {
    term = OptionalLong.empty();
    granted.clear();
    condemned.clear();
  }

  /** The term of this node's leadership, while it leads. */
  public OptionalLong term() {
    return term;
  }

  /** How long this node has led. */
  public long ledFor(long now) {
    return term.isPresent() ? now - begunAt : 0;
  }

  /** The process {@code incarnation} of {@code node}, and every one before it, has ended. */
  public void ended(NodeId node, long incarnation) {
    ended.merge(node, incarnation, Math::max);
  }

  /** Whether that process is known to have ended. */
  public boolean hasEnded(NodeId node, long incarnation) {
    return ended.getOrDefault(node, Long.MIN_VALUE) >= incarnation;
  }

  /**
   * A heartbeat came. When this returns true, a lease may be granted from when it was sent, once a
   * majority confirms that this node still leads.
   *
   * @param nanos the length of the lease that would be granted
   */
  public boolean heard(NodeId node, long incarnation, long nanos, long now) {
    if (term.isEmpty() || condemned.containsKey(node) || hasEnded(node, incarnation)) {
      return false;
    }
    Granted before = granted.get(node);
    if (before != null && before.incarnation > incarnation) {
      return false;
    }
    long until = now + nanos;
    if (before != null && before.until - until > 0) {
      until = before.until; // leases have been made shorter; the one before still holds
    }
    granted.put(node, new Granted(incarnation, now, until, nanos));
    return true;
  }

  /**
   * What to think of the process {@code incarnation} of {@code node} at {@code now}. Who does not
   * lead knows only of ends.
   */
  public Health health(NodeId node, long incarnation, long now) {
    if (hasEnded(node, incarnation)) {
      return Health.DEAD;
    }
    if (term.isEmpty()) {
      return Health.ALIVE;
    }
    Granted last = granted.get(node);
    if (last != null && last.incarnation > incarnation) {
      return Health.DEAD;
    }
    boolean mayHold = begunAt + inheritedNanos - now > 0 || (last != null && last.until - now > 0);
    if (!mayHold) {
      return Health.DEAD;
    }
    long silence = now - (last == null ? begunAt : last.heardAt);
    long usual = last == null ? inheritedNanos : last.nanos;
    return silence > usual / SUSPECT_PART ? Health.SUSPECT : Health.ALIVE;
  }

  /**
   * Before a view is proposed that rests on the node's death: checks that it is dead, and grants it
   * nothing until {@link #pardon}. To be called once for each proposal.
   *
   * @return whether it is dead
   */
  public boolean condemn(NodeId node, long incarnation, long now) {
    if (term.isEmpty() || health(node, incarnation, now) != Health.DEAD) {
      return false;
    }
    condemned.merge(node, 1, Integer::sum);
    return true;
  }

  /**
   * It is known what became of a proposal that {@code node} was condemned for in {@code
   * condemnedIn}: this node's copy of the state has the view, or never will.
   */
  public void pardon(NodeId node, long condemnedIn) {
    if (term.isPresent() && term.getAsLong() == condemnedIn) {
      condemned.computeIfPresent(node, (key, count) -> count == 1 ? null : count - 1);
    }
  }
}
