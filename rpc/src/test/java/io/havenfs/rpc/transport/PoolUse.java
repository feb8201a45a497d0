package io.havenfs.rpc.transport;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import java.util.stream.Stream;

/** What is in use of Netty's pool, to find buffers that were not released. */
final class PoolUse {
  private PoolUse() {}

  /**
   * Allocations that were not given back. Those in a thread's cache count until the thread has
   * ended, so compare only where the threads that used the pool have.
   */
  static long activeAllocations() {
    PooledByteBufAllocatorMetric metric = PooledByteBufAllocator.DEFAULT.metric();
    return Stream.concat(metric.directArenas().stream(), metric.heapArenas().stream())
        .mapToLong(arena -> arena.numActiveAllocations())
        .sum();
  }
}
