package io.havenfs.rpc.transport;

import java.time.Duration;

/**
 * What peers may occupy. A connection that reaches a limit of calls, bytes or replies is not read
 * from until there is room again; a record or a connection too many is refused by closing the
 * connection.
 *
 * @param recordBytes the longest record accepted, over all its fragments
 * @param connections connections open at once
 * @param callsPerConnection calls of one connection that are not yet completed
 * @param bytesPerConnection bytes of such calls' records
 * @param calls calls of all connections that are not yet completed
 * @param bytes bytes of all such calls' records, and of records being received
 * @param replyBytesPerConnection bytes of replies waiting for the peer to read them, beyond which
 *     no further calls are read
 * @param callbacksPerConnection calls to the peer waiting for its reply
 * @param callbackTimeout how long a call to the peer waits for its reply
 * @param stalledRecord how long a record may stay incomplete without a byte arriving
 * @param resends whether a call to a peer over UDP is sent again until it is answered
 */
public record RpcLimits(
    int recordBytes,
    int connections,
    int callsPerConnection,
    long bytesPerConnection,
    int calls,
    long bytes,
    int replyBytesPerConnection,
    int callbacksPerConnection,
    Duration callbackTimeout,
    Duration stalledRecord,
    boolean resends) {
  /** The largest payload of a READ or WRITE that the default record limit admits. */
  public static final int MAX_PAYLOAD = 2 << 20;

  /** Room for everything of a record that is not payload. */
  public static final int MAX_OVERHEAD = 64 << 10;

  /** The most calls to a peer that can wait on one connection. */
  public static final int MAX_CALLBACKS = PendingCalls.MAX_CAPACITY;

  /** Limits for a server of a few thousand clients. */
  public static final RpcLimits DEFAULT =
      new RpcLimits(
          MAX_PAYLOAD + MAX_OVERHEAD,
          4096,
          128,
          16L << 20,
          8192,
          256L << 20,
          4 << 20,
          256,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          true);

  /** Checks that the limits are possible together. */
  public RpcLimits {
    require(recordBytes >= 64, "recordBytes must be at least 64");
    require(connections > 0 && callsPerConnection > 0, "connections and calls must be positive");
    require(calls >= callsPerConnection, "calls must not be below callsPerConnection");
    require(bytesPerConnection >= recordBytes, "bytesPerConnection must hold a record");
    require(bytes >= bytesPerConnection, "bytes must not be below bytesPerConnection");
    require(replyBytesPerConnection > 0, "replyBytesPerConnection must be positive");
    require(
        callbacksPerConnection > 0 && callbacksPerConnection <= MAX_CALLBACKS,
        "callbacksPerConnection must be 1.." + MAX_CALLBACKS);
    require(
        callbackTimeout.isPositive() && stalledRecord.isPositive(), "durations must be positive");
  }

  /** A builder that starts from these limits. */
  public Builder with() {
    return new Builder(this);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Changes some limits and leaves the others. */
  public static final class Builder {
    private int recordBytes;
    private int connections;
    private int callsPerConnection;
    private long bytesPerConnection;
    private int calls;
    private long bytes;
    private int replyBytesPerConnection;
    private int callbacksPerConnection;
    private Duration callbackTimeout;
    private Duration stalledRecord;
    private boolean resends;

    private Builder(RpcLimits limits) {
      recordBytes = limits.recordBytes;
      connections = limits.connections;
      callsPerConnection = limits.callsPerConnection;
      bytesPerConnection = limits.bytesPerConnection;
      calls = limits.calls;
      bytes = limits.bytes;
      replyBytesPerConnection = limits.replyBytesPerConnection;
      callbacksPerConnection = limits.callbacksPerConnection;
      callbackTimeout = limits.callbackTimeout;
      stalledRecord = limits.stalledRecord;
      resends = limits.resends;
    }

    /** Sets the longest record accepted. */
    public Builder recordBytes(int value) {
      recordBytes = value;
      return this;
    }

    /** Sets connections open at once. */
    public Builder connections(int value) {
      connections = value;
      return this;
    }

    /** Sets uncompleted calls of one connection. */
    public Builder callsPerConnection(int value) {
      callsPerConnection = value;
      return this;
    }

    /** Sets bytes of such calls. */
    public Builder bytesPerConnection(long value) {
      bytesPerConnection = value;
      return this;
    }

    /** Sets uncompleted calls of all connections. */
    public Builder calls(int value) {
      calls = value;
      return this;
    }

    /** Sets bytes of such calls. */
    public Builder bytes(long value) {
      bytes = value;
      return this;
    }

    /** Sets bytes of replies waiting to leave. */
    public Builder replyBytesPerConnection(int value) {
      replyBytesPerConnection = value;
      return this;
    }

    /** Sets whether calls over UDP are sent again. */
    public Builder resends(boolean value) {
      resends = value;
      return this;
    }

    /** Sets calls to the peer waiting for its reply. */
    public Builder callbacksPerConnection(int value) {
      callbacksPerConnection = value;
      return this;
    }

    /** Sets how long they wait. */
    public Builder callbackTimeout(Duration value) {
      callbackTimeout = value;
      return this;
    }

    /** Sets how long an incomplete record may stand still. */
    public Builder stalledRecord(Duration value) {
      stalledRecord = value;
      return this;
    }

    /** The limits. */
    public RpcLimits build() {
      return new RpcLimits(
          recordBytes,
          connections,
          callsPerConnection,
          bytesPerConnection,
          calls,
          bytes,
          replyBytesPerConnection,
          callbacksPerConnection,
          callbackTimeout,
          stalledRecord,
          resends);
    }
  }
}
