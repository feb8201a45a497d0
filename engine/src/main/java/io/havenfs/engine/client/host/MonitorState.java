package io.havenfs.engine.client.host;

/**
 * The service's own NSM state.
 *
 * @param number the state number: odd, since the service is up; grows with every loss of state
 * @param roundsLeft how often the hosts that may reclaim have still to be notified
 */
public record MonitorState(int number, int roundsLeft) {
  /** How often hosts are notified of a loss: some miss the first one. */
  public static final int ROUNDS = 2;

  private static final int STEP = 2;
  private static final int LARGEST = Integer.MAX_VALUE - STEP;

  /**
   * The state of a service that never had one: odd, and larger than that of a service which was
   * made earlier under the same address.
   */
  static MonitorState first(long epochSeconds) {
    return new MonitorState((int) (epochSeconds & LARGEST >>> 1) | 1, 0);
  }

  /** State was lost. */
  MonitorState lost() {
    return new MonitorState(next(), ROUNDS);
  }

  /** All were notified of {@link #number}. What is left to say is said under another number. */
  MonitorState notified() {
    return roundsLeft > 1 ? new MonitorState(next(), roundsLeft - 1) : new MonitorState(number, 0);
  }

  /** The same from one loss of state to the next; another one after each. */
  int generation() {
    return roundsLeft > 1 ? next() : number;
  }

  private int next() {
    return number >= LARGEST ? 1 : number + STEP;
  }
}
