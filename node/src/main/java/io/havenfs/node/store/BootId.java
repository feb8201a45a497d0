package io.havenfs.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The identity of the machine's current boot, by which a crash of the machine is recognised. */
final class BootId {
  private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  static String read() throws IOException {
    return Files.readString(SOURCE).strip();
  }
}
