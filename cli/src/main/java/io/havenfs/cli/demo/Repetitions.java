package io.havenfs.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Removals that are asked for and answered just before the crash, and asked for again just after
 * it: a server that had forgotten them would look for the name and not find it.
 */
final class Repetitions implements AutoCloseable {
  private static final int COUNT = 50;

  private final BuiltinFolder folder;
  private final List<BuiltinFolder.Removal> removals = new ArrayList<>();
  private int answeredTheSame;

  /** Makes what is going to be removed. */
  Repetitions(BuiltinClient client) throws IOException {
    folder = client.makeFolder("removals");
    for (int i = 0; i < COUNT; i++) {
      folder.create("file-" + i);
    }
  }

  /** Before the crash. */
  void remove() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      removals.add(folder.removeAndRemember("file-" + i));
    }
  }

  /** After the crash. */
  void repeat() throws IOException {
    for (BuiltinFolder.Removal removal : removals) {
      answeredTheSame += folder.isAnsweredTheSame(removal) ? 1 : 0;
    }
  }

  int count() {
    return removals.size();
  }

  /** How many of the repeated ones got the very answer of the first time. */
  int answeredTheSame() {
    return answeredTheSame;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
