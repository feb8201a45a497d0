package io.havenfs.engine.core;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.OpenMode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The file {@code run}: who had the replica open last, and how that ended.
 *
 * @param bootId the kernel's boot id (what was written, even without a sync, lives as long as a
 *     boot)
 * @param clean whether the replica was closed, after a checkpoint
 */
record RunRecord(String bootId, boolean clean) {
  private static final String FILE = "run";
  private static final String NEW_FILE = "run.new";
  private static final String HEADER = "havenfs replica 1";
  private static final int MAX_LENGTH = 1024;

  /** The record in {@code disk}, or nothing for a replica that was never opened. */
  static Optional<RunRecord> read(Disk disk) throws IOException {
    if (!disk.exists(FILE)) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(FILE, OpenMode.READ)) {
      ByteBuf content = Unpooled.buffer(MAX_LENGTH);
      file.read(content, MAX_LENGTH, 0);
      return Optional.of(parse(content.toString(StandardCharsets.UTF_8)));
    }
  }

  /** Replaces the record, durably. */
  void write(Disk disk) throws IOException {
    String text = HEADER + "\nboot " + bootId + "\n" + (clean ? "clean" : "open") + "\n";
    try (DiskFile file = disk.open(NEW_FILE, OpenMode.CREATE)) {
      file.truncate(0);
      file.write(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), 0);
      file.sync();
    }
    disk.rename(NEW_FILE, FILE);
    disk.syncDirectory("");
  }

  private static RunRecord parse(String text) throws IOException {
    String[] lines = text.split("\n", -1);
    if (lines.length < 3 || !lines[0].equals(HEADER) || !lines[1].startsWith("boot ")) {
      throw new UntrustedReplicaException(
          "the file '" + FILE + "' is not the run record of a HavenFS replica of format 1");
    }
    return new RunRecord(lines[1].substring("boot ".length()), lines[2].equals("clean"));
  }
}
