package io.havenfs.engine.client.host;

import io.havenfs.engine.reply.ClientAddress;

/**
 * A host as the service knows it.
 *
 * @param id under which it holds things: negative, unique in the service for ever
 * @param key by what it is known
 * @param service the address of ours that it speaks to: it expects our calls from there
 * @param state its NSM state number, as it said last
 * @param monitored whether it is told when the service loses state, and may reclaim then; one that
 *     only makes locks of which nobody keeps track (NM_LOCK) is not
 * @param mayReclaim whether state was lost under it and the grace period for that is not over
 */
public record Host(
    long id, HostKey key, ClientAddress service, int state, boolean monitored, boolean mayReclaim) {
  /** From one restart to the next: numbers are odd while a host is up. */
  private static final int STEP = 2;

  /** Whether this is the id of a host, not of a client with a lease. */
  public static boolean isHost(long id) {
    return id < 0;
  }

  Host withMayReclaim(boolean may) {
    return new Host(id, key, service, state, monitored, may);
  }

  /** The same as it is seen now; monitored once is monitored. A state of 0 says nothing. */
  Host seen(ClientAddress newService, int newState, boolean newMonitored) {
    int known = newState == 0 ? state : newState;
    return new Host(id, key, newService, known, monitored || newMonitored, mayReclaim);
  }

  /** The same after a restart. */
  Host withState(int newState) {
    return new Host(id, key, service, newState, monitored, mayReclaim);
  }

  /**
   * Whether a notice of a restart under this number says anything new: not that of the last restart
   * again, nor, late, that of the one before. A number that is smaller by more comes from a host
   * that counts anew.
   */
  boolean isNews(int notified) {
    return notified != state && notified != state - STEP;
  }

  /** Whether a host that says this of itself has restarted since it was last seen. */
  boolean hasRestarted(int newState) {
    return state != 0 && newState != 0 && newState - state > 0;
  }
}
