package io.havenfs.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All workers, each on a thread, from {@link #start} until {@link #finish}. */
final class Workload implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();
  private final List<Folder> folders = new ArrayList<>();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Worker.Totals totals = new Worker.Totals();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean stopping;

  Workload(Client client, int count, long seed) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "worker-" + i;
      Folder folder = client.makeFolder(name);
      folders.add(folder);
      workers.add(new Worker(name, seed + i, folder, totals));
    }
  }

  void start() {
    for (Worker worker : workers) {
      running.add(CompletableFuture.runAsync(() -> work(worker), threads));
    }
  }

  private void work(Worker worker) {
    try {
      while (!stopping && failure.get() == null) {
        worker.step();
      }
    } catch (IOException | RuntimeException e) {
      failures.incrementAndGet();
      failure.compareAndSet(null, worker.name() + ": " + e.getMessage());
    }
  }

  /** Lets every worker end its step. */
  void finish() {
    stopping = true;
    CompletableFuture.allOf(running.toArray(new CompletableFuture<?>[0])).join();
  }

  /** How many workers met something that went wrong. */
  int failures() {
    return failures.get();
  }

  /** What went wrong first. */
  Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }

  long operations() {
    return totals.operations().sum();
  }

  long bytes() {
    return totals.bytes().sum();
  }

  /** Names that must be there. */
  long names() {
    return workers.stream().mapToLong(Worker::names).sum();
  }

  /** Compares everything with what {@code client} reads; returns the bytes compared. */
  long verify(Client client) throws IOException {
    long bytes = 0;
    for (Worker worker : workers) {
      try (Folder fresh = client.openFolder(worker.name())) {
        bytes += worker.verify(fresh);
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    for (Folder folder : folders) {
      folder.close();
    }
    threads.shutdown();
  }
}
