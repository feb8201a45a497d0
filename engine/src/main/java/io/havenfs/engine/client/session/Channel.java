package io.havenfs.engine.client.session;

/**
 * What requests in one direction of a session may be like (RFC 8881 §18.36.3); sizes in bytes.
 *
 * @param maxRequestSize the longest request, RPC header included
 * @param maxResponseSize the longest reply
 * @param maxResponseSizeCached the longest reply that is remembered
 * @param maxOperations operations in one request
 * @param maxRequests slots
 */
public record Channel(
    int maxRequestSize,
    int maxResponseSize,
    int maxResponseSizeCached,
    int maxOperations,
    int maxRequests) {
  /** What remembering a reply costs beside the reply. */
  private static final int SLOT_OVERHEAD = 128;

  /** The most bytes that the replies of all slots take to remember. */
  public long rememberedBytes() {
    return maxRequests * slotBytes(maxResponseSizeCached);
  }

  /** The most bytes that a slot's reply of {@code cached} bytes takes to remember. */
  public static long slotBytes(int cached) {
    return (long) cached + SLOT_OVERHEAD;
  }
}
