package io.havenfs.cli.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One thread's workload in a folder of its own, and what it knows must be there. A file is created
 * exclusively, written, renamed; every third gets a second name; every fifth is removed. The first
 * step that does not go as it must ends the worker.
 */
final class Worker {
  private static final int LINK_EVERY = 3;
  private static final int REMOVE_EVERY = 5;
  private static final int SMALL = 4096;
  private static final int LARGE = 200_000;
  private static final int LARGE_EVERY = 16;

  private final String name;
  private final long seed;
  private final Folder folder;
  private final Totals totals;
  private final Map<String, Integer> expected = new TreeMap<>();
  private int next;

  Worker(String name, long seed, Folder folder, Totals totals) {
    this.name = name;
    this.seed = seed;
    this.folder = folder;
    this.totals = totals;
  }

  String name() {
    return name;
  }

  /** Makes one file and what follows from its number. */
  void step() throws IOException {
    int number = next++;
    byte[] contents = contents(number);
    String file = "file-" + number;
    folder.create("new-" + number);
    done();
    folder.write("new-" + number, contents);
    done();
    totals.bytes().add(contents.length);
    folder.rename("new-" + number, file);
    expected.put(file, number);
    done();
    if (number % LINK_EVERY == 0) {
      folder.link(file, "link-" + number);
      expected.put("link-" + number, number);
      done();
    }
    if (number % REMOVE_EVERY == 0) {
      folder.remove(file);
      expected.remove(file);
      done();
    }
  }

  private void done() {
    totals.operations().increment();
  }

  /** How many names must be there. */
  int names() {
    return expected.size();
  }

  /**
   * Reads everything back through {@code fresh}; throws at the first difference. Returns the bytes
   * compared.
   */
  long verify(Folder fresh) throws IOException {
    Set<String> found = fresh.list();
    if (!found.equals(expected.keySet())) {
      throw new IOException(name + ": names differ: " + difference(found));
    }
    long bytes = 0;
    for (Map.Entry<String, Integer> file : expected.entrySet()) {
      byte[] wanted = contents(file.getValue());
      if (!Arrays.equals(fresh.read(file.getKey()), wanted)) {
        throw new IOException(name + "/" + file.getKey() + " does not hold what was written");
      }
      bytes += wanted.length;
    }
    return bytes;
  }

  private String difference(Set<String> found) {
    Map<String, String> difference = new HashMap<>();
    found.stream().filter(n -> !expected.containsKey(n)).forEach(n -> difference.put(n, "extra"));
    expected.keySet().stream()
        .filter(n -> !found.contains(n))
        .forEach(n -> difference.put(n, "missing"));
    return difference.toString();
  }

  private byte[] contents(int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    int length = number % LARGE_EVERY == LARGE_EVERY - 1 ? LARGE : random.nextInt(1, SMALL);
    byte[] contents = new byte[length];
    random.nextBytes(contents);
    return contents;
  }
}
