package io.havenfs.nfs.memory;

import io.havenfs.nfs.service.Offload;
import io.havenfs.rpc.RpcCall;
import java.util.ArrayDeque;
import java.util.Queue;

/** Work that is offloaded waits until a test has it done. Not thread-safe. */
public final class WaitingWork implements Offload {
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Override
  public void run(RpcCall call, Runnable work) {
    waiting.add(work);
  }

  /** Does what waits; returns how much that was. */
  public int doAll() {
    int done = 0;
    for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
      work.run();
      done++;
    }
    return done;
  }
}
