package io.havenfs.bench.measure;

/**
 * What the operations of one connection came to. Written by the connection's event loop alone; read
 * after its last operation.
 */
public final class Tally {
  private final Histogram latencies = new Histogram();
  private long bytes;

  /** Counts an operation and how long it took. */
  public void operation(long nanos) {
    latencies.record(nanos);
  }

  /** Counts payload that was read or written. */
  public void bytes(int count) {
    bytes += count;
  }

  /** Adds what another tally counted. */
  public void add(Tally other) {
    latencies.add(other.latencies);
    bytes += other.bytes;
  }

  /** The operations' durations. */
  public Histogram latencies() {
    return latencies;
  }

  /** Payload read or written. */
  public long bytes() {
    return bytes;
  }
}
