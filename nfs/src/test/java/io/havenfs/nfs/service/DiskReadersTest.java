package io.havenfs.nfs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.Credential;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class DiskReadersTest {
  private final DiskReaders readers = new DiskReaders();

  @AfterEach
  void close() {
    readers.close();
  }

  @Test
  void workIsDoneOnAnotherThread() {
    assertThat(whoWorks().join()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void whoBringsTooMuchWorksHimself() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(DiskReaders.THREADS);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(DiskReaders.THREADS + DiskReaders.WAITING);
    for (int i = 0; i < DiskReaders.THREADS + DiskReaders.WAITING; i++) {
      readers.run(
          call(),
          () -> {
            started.countDown();
            await(go);
            done.countDown();
          });
    }
    started.await();
    assertThat(whoWorks()).isCompletedWithValue(Thread.currentThread());
    go.countDown();
    done.await();
    assertThat(whoWorks().join()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void afterTheEndNothingIsForgotten() {
    readers.close();
    assertThat(whoWorks()).isCompletedWithValue(Thread.currentThread());
  }

  @Test
  void aDefectEndsTheCall() {
    readers.close();
    MemoryCall call = call();
    readers.run(
        call,
        () -> {
          throw new IllegalStateException("a defect");
        });
    assertThat(call.end()).isEqualTo(MemoryCall.End.SYSTEM_ERR);

    MemoryCall answered = call();
    readers.run(
        answered,
        () -> {
          answered.reply();
          answered.send();
          throw new IllegalStateException("a defect afterwards");
        });
    assertThat(answered.end()).isEqualTo(MemoryCall.End.SENT);
  }

  private CompletableFuture<Thread> whoWorks() {
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    readers.run(call(), () -> worker.complete(Thread.currentThread()));
    return worker;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A call that nobody answers by himself. */
  private static MemoryCall call() {
    InetSocketAddress client = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 700);
    MemoryCall.Header header = new MemoryCall.Header(client, Credential.NONE, 1, 2, 3);
    return MemoryCall.make(new SilentProgram(), header, 1, out -> {});
  }
}
