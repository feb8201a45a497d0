package io.havenfs.host.disk;

import io.havenfs.host.linux.FileCalls;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor that cannot be used after it is closed.
 *
 * <p>The kernel gives a closed descriptor's number to the next file that is opened, so a call that
 * raced with closing could write into a stranger's file. Therefore calls are counted: the
 * descriptor is closed when {@link #close} was called <em>and</em> the last call under way has
 * left. Nobody enters once it is closed, so the count reaches zero only once after that.
 */
final class Descriptor {
  private static final int CLOSED = 1 << 30;

  private final String path;
  private final int fd;

  /** Calls under way, plus {@link #CLOSED} once closed. */
  private final AtomicInteger calls = new AtomicInteger();

  /** Takes ownership of {@code fd}; {@code path} is for messages. */
  Descriptor(String path, int fd) {
    this.path = path;
    this.fd = fd;
  }

  /** Begins a call: the number stays valid until {@link #leave}. */
  int enter() throws ClosedChannelException {
    int before;
    do {
      before = calls.get();
      if (before >= CLOSED) {
        throw new ClosedChannelException();
      }
    } while (!calls.compareAndSet(before, before + 1));
    return fd;
  }

  /** Ends a call. */
  void leave() throws IOException {
    if (calls.decrementAndGet() == CLOSED) {
      closeNow();
    }
  }

  /** Lets no further call in; the last one under way closes. */
  void close() throws IOException {
    int before = calls.getAndUpdate(count -> count | CLOSED);
    if (before == 0) {
      closeNow();
    }
  }

  private void closeNow() throws IOException {
    DiskErrors.check(FileCalls.close(fd), "close", path);
  }
}
