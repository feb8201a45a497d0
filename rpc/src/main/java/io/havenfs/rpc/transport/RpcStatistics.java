package io.havenfs.rpc.transport;

/**
 * Counts since the start, read at one instant or nearly so.
 *
 * @param connections stream connections open now
 * @param calls calls given to programs
 * @param callsInFlight of those, not completed yet
 * @param rejected calls rejected without reaching a program
 * @param receivedBytes bytes of records received, without marks
 * @param sentBytes bytes of records sent, without marks
 * @param pauses how often a connection stopped reading because of a limit
 */
public record RpcStatistics(
    long connections,
    long calls,
    long callsInFlight,
    long rejected,
    long receivedBytes,
    long sentBytes,
    long pauses) {
  /** Nothing yet. */
  public static final RpcStatistics ZERO = new RpcStatistics(0, 0, 0, 0, 0, 0, 0);

  /** The sums of both. */
  public RpcStatistics plus(RpcStatistics other) {
    return new RpcStatistics(
        connections + other.connections,
        calls + other.calls,
        callsInFlight + other.callsInFlight,
        rejected + other.rejected,
        receivedBytes + other.receivedBytes,
        sentBytes + other.sentBytes,
        pauses + other.pauses);
  }
}
