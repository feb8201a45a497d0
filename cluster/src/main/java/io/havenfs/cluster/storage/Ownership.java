package io.havenfs.cluster.storage;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.OpenMode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Claims on a shared directory. Safe for threads, and for nodes: whoever claims it in a newer epoch
 * wins.
 */
public final class Ownership {
  private static final String PREFIX = "owner-";
  private static final String UNFINISHED = ".new";
  private static final int MAX_LENGTH = 1024;

  /** What may be in a directory that is nobody's. */
  private static final Set<String> NOTHING = Set.of("lost+found", "lock");

  private final Disk disk;

  /** Of the directory that is {@code disk}. */
  public Ownership(Disk disk) {
    this.disk = disk;
  }

  /**
   * Makes the directory {@code claim}'s; durable when this returns. Doing it again is harmless.
   *
   * @throws NotOwnerException when it is of another cluster or service, or claimed in a newer epoch
   */
  public void claim(OwnerRecord claim) throws IOException {
    OptionalLong newest = newest();
    if (newest.isPresent()) {
      checkSame(claim, read(newest.getAsLong()));
    } else {
      checkEmpty();
    }
    requireNewest(claim.epoch());
    write(claim);
    requireNewest(claim.epoch());
    forget(claim.epoch());
  }

  /**
   * Returns if nobody has claimed the directory in an epoch after {@code epoch}.
   *
   * @throws NotOwnerException if somebody has
   */
  public void requireNewest(long epoch) throws IOException {
    OptionalLong newest = newest();
    if (newest.isPresent() && newest.getAsLong() > epoch) {
      throw new NotOwnerException(
          "the storage was node %s's in epoch %d: nothing of epoch %d is written any more"
              .formatted(read(newest.getAsLong()).node(), newest.getAsLong(), epoch));
    }
  }

  private static void checkSame(OwnerRecord claim, OwnerRecord there) throws NotOwnerException {
    if (!claim.isOfSameService(there)) {
      throw new NotOwnerException(
          "the storage is that of service %s (number %d) of cluster %s"
              .formatted(there.service(), there.number(), there.cluster()));
    }
  }

  private void checkEmpty() throws IOException {
    for (String name : disk.list("")) {
      if (!NOTHING.contains(name) && !name.startsWith(PREFIX)) {
        throw new NotOwnerException(
            "the directory has no owner, and is not empty: there is '" + name + "'");
      }
    }
  }

  private OptionalLong newest() throws IOException {
    return epochs().stream().mapToLong(Long::longValue).max();
  }

  private List<Long> epochs() throws IOException {
    List<Long> epochs = new ArrayList<>();
    for (String name : disk.list("")) {
      if (name.startsWith(PREFIX) && !name.endsWith(UNFINISHED)) {
        try {
          epochs.add(Long.parseLong(name.substring(PREFIX.length())));
        } catch (NumberFormatException foreign) {
          throw new IOException("the file '" + name + "' names no epoch", foreign);
        }
      }
    }
    return epochs;
  }

  private OwnerRecord read(long epoch) throws IOException {
    try (DiskFile file = disk.open(PREFIX + epoch, OpenMode.READ)) {
      ByteBuf content = Unpooled.buffer(MAX_LENGTH);
      file.read(content, MAX_LENGTH, 0);
      return OwnerRecord.parse(content.toString(StandardCharsets.UTF_8));
    }
  }

  private void write(OwnerRecord claim) throws IOException {
    String name = PREFIX + claim.epoch();
    String unfinished = name + "-" + claim.node() + UNFINISHED;
    try (DiskFile file = disk.open(unfinished, OpenMode.CREATE)) {
      file.truncate(0);
      file.write(Unpooled.copiedBuffer(claim.text(), StandardCharsets.UTF_8), 0);
      file.sync();
    }
    disk.rename(unfinished, name);
    disk.syncDirectory("");
  }

  /** Old claims say nothing any more. */
  private void forget(long before) throws IOException {
    for (long epoch : epochs()) {
      if (epoch < before) {
        try {
          disk.delete(PREFIX + epoch);
        } catch (NoSuchFileException gone) {
          // A newer owner has done it.
        }
      }
    }
  }
}
