package io.havenfs.cli.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Two NFSv4.1 clients that exclude each other by locks: what they count together shows whether a
 * lock was ever lost, or given to both.
 */
final class LockWorkload implements AutoCloseable {
  private static final String FOLDER = "locks";
  private static final String COUNTER = "counter";
  private static final int CLIENTS = 2;

  private final Map<String, LockWorker> workers = new LinkedHashMap<>();

  LockWorkload(BuiltinClient client, Totals totals) throws IOException {
    try (Folder folder = client.makeFolder(FOLDER)) {
      folder.create(COUNTER);
      folder.write(COUNTER, LockWorker.bytes(0));
    }
    for (int i = 0; i < CLIENTS; i++) {
      String name = "lock-client-" + i;
      LockClient locks = new LockClient(client.connect(), name, FOLDER, COUNTER);
      long own = 1L + i;
      long others = 1L + (i + 1) % CLIENTS;
      Folder folder = client.openFolder(FOLDER);
      workers.put(name, new LockWorker(locks, folder, COUNTER, own, others, totals));
    }
  }

  /** What a crew is to do. */
  Map<String, Crew.Step> steps() {
    return workers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue()::step));
  }

  /** Compares the counter with what was counted, and returns it. */
  long verify(Client client) throws IOException {
    long counted = workers.values().stream().mapToLong(LockWorker::counted).sum();
    try (Folder folder = client.openFolder(FOLDER)) {
      long there = LockWorker.value(folder.read(COUNTER));
      if (there != counted) {
        throw new IOException(
            "%,d was counted under locks, but the counter is at %,d".formatted(counted, there));
      }
    }
    return counted;
  }

  @Override
  public void close() throws IOException {
    for (LockWorker worker : workers.values()) {
      worker.close();
    }
  }
}
