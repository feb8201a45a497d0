package io.havenfs.nfs.service;

import io.havenfs.rpc.RpcCall;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that wait for the disk. Thread-safe. When {@link #WAITING} requests wait, or after
 * {@link #close}, a request is run by whoever brings it, which slows those who bring too many.
 */
public final class DiskReaders implements Offload, AutoCloseable {
  /** How many requests the disk is given at once. */
  public static final int THREADS = 8;

  /** How many may wait for a thread. */
  public static final int WAITING = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(DiskReaders.class);
  private static final long IDLE_SECONDS = 60;

  private final ThreadPoolExecutor threads;

  /** Threads are started when they are needed, and end when they have not been for a while. */
  public DiskReaders() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("havenfs-reader-", 0).factory(),
            (work, pool) -> work.run());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void run(RpcCall call, Runnable work) {
    threads.execute(() -> runHere(call, work));
  }

  private static void runHere(RpcCall call, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | AssertionError defect) {
      LOG.error("xid {} from {} failed", call.xid(), call.remoteAddress(), defect);
      fail(call);
    }
  }

  private static void fail(RpcCall call) {
    try {
      call.systemError();
    } catch (IllegalStateException completed) {
      LOG.debug("xid {} was answered before it failed", call.xid());
    }
  }

  /** Lets go of the threads; what they were given is still done. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
