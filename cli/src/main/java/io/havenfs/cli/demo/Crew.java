package io.havenfs.cli.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Workers, each on a thread that takes one step after the other from {@link #start} until {@link
 * #finish}. The first step that goes wrong ends its worker, and soon all others.
 */
final class Crew implements AutoCloseable {
  /** Something done again and again. */
  @FunctionalInterface
  interface Step {
    void take() throws IOException;
  }

  private final Map<String, Step> workers;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private final AtomicInteger failures = new AtomicInteger();
  private List<CompletableFuture<Void>> running = List.of();
  private volatile boolean stopping;

  /** Workers by their names. */
  Crew(List<Map<String, Step>> workers) {
    Map<String, Step> all = new LinkedHashMap<>();
    workers.forEach(all::putAll);
    this.workers = all;
  }

  void start() {
    running =
        workers.entrySet().stream()
            .map(it -> CompletableFuture.runAsync(() -> work(it.getKey(), it.getValue()), threads))
            .toList();
  }

  private void work(String name, Step step) {
    try {
      while (!stopping && failure.get() == null) {
        step.take();
      }
    } catch (IOException | RuntimeException e) {
      failures.incrementAndGet();
      failure.compareAndSet(null, name + ": " + e.getMessage());
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

  @Override
  public void close() {
    stopping = true;
    threads.shutdown();
  }
}
