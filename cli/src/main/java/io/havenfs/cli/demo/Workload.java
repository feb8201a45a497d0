package io.havenfs.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Workers on files, each in a folder of its own. */
final class Workload implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();
  private final List<Folder> folders = new ArrayList<>();

  Workload(Client client, Totals totals, int count, long seed) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "worker-" + i;
      Folder folder = client.makeFolder(name);
      folders.add(folder);
      workers.add(new Worker(name, seed + i, folder, totals));
    }
  }

  /** What a crew is to do. */
  Map<String, Crew.Step> steps() {
    return workers.stream().collect(Collectors.toMap(Worker::name, worker -> worker::step));
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
    for (Folder folder : folders) {
      folder.close();
    }
  }
}
