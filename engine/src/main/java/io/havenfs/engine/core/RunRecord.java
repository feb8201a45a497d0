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
 * @param epoch the newest epoch that the replica heard of
 * @param lost whether state was lost in an earlier crash that nobody has made up for yet
 */
record RunRecord(String bootId, boolean clean, long epoch, boolean lost) {
  private static final String FILE = "run";
  private static final String NEW_FILE = "run.new";
  private static final String HEADER = "havenfs replica 1";
  private static final String LOST = "lost";
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
    String text =
        "%s\nboot %s\n%s\nepoch %d\n%s\n"
            .formatted(HEADER, bootId, clean ? "clean" : "open", epoch, lost ? LOST : "sound");
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
    long epoch = lines.length > 3 ? epoch(lines[3]) : 0;
    boolean lost = lines.length > 4 && lines[4].equals(LOST);
    return new RunRecord(
        lines[1].substring("boot ".length()), lines[2].equals("clean"), epoch, lost);
  }

  private static long epoch(String line) throws IOException {
    if (!line.startsWith("epoch ")) {
      return 0;
    }
    try {
      return Long.parseLong(line.substring("epoch ".length()));
    } catch (NumberFormatException malformed) {
      throw new UntrustedReplicaException("the file '" + FILE + "' names no epoch", malformed);
    }
  }
}
