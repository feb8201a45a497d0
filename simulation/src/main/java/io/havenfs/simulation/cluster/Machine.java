package io.havenfs.simulation.cluster;

import io.havenfs.engine.store.MemoryTableStore;
import io.havenfs.engine.store.TableStore;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.OpenMode;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.world.DriftingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a node's processes leave behind: disk, tables, clocks, and how often it was started. */
public final class Machine {
  private static final String LOG = "log";

  private final String name;
  private final DriftingClock clock;
  private SimulatedDisk disk;
  private MemoryTableStore tables = new MemoryTableStore();
  private int boot;
  private long incarnation;
  private boolean up;
  private boolean blank = true;
  private boolean damaged;

  public Machine(String name, DriftingClock clock, long seed) {
    this.name = name;
    this.clock = clock;
    disk = new SimulatedDisk(seed);
  }

  public String name() {
    return name;
  }

  public DriftingClock clock() {
    return clock;
  }

  SimulatedDisk disk() {
    return disk;
  }

  TableStore tables() {
    return tables;
  }

  String bootId() {
    return "boot-" + boot;
  }

  /** The number of the next process; larger than that of any before. */
  long nextIncarnation() {
    return ++incarnation;
  }

  /** The number of the last process that was started. */
  long lastIncarnation() {
    return incarnation;
  }

  /** Whether a process runs. */
  boolean isUp() {
    return up;
  }

  void start() {
    up = true;
  }

  /** The process is gone: what it wrote is there, what it only held in memory is not. */
  void processEnded() {
    up = false;
    disk = disk.restart();
    tables = tables.crash();
  }

  /** The disk is replaced by an empty one; nothing is open on it. */
  void diskReplaced(RandomGenerator random) {
    disk = new SimulatedDisk(random.nextLong());
    tables = new MemoryTableStore();
    blank = true;
    damaged = false;
  }

  /** A sector of the log goes bad, if a segment with any is hit, while no process runs. */
  void damageLog(RandomGenerator random) {
    try {
      List<String> segments = disk.exists(LOG) ? disk.list(LOG) : List.of();
      if (!segments.isEmpty()) {
        String path = LOG + "/" + segments.get(random.nextInt(segments.size()));
        try (DiskFile file = disk.open(path, OpenMode.READ)) {
          if (file.size() > 0) {
            disk.corrupt(path, random.nextLong(file.size()));
            damaged = true;
          }
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether an engine may refuse what is on its disk. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether nothing was ever put on its disk. */
  boolean isBlank() {
    return blank;
  }

  /** A copy is going to be made. */
  void used() {
    blank = false;
  }

  /** The power is gone: what was synced is there, and perhaps some of the rest. */
  void powerLost(RandomGenerator random) {
    up = false;
    disk = disk.crash(random);
    tables = tables.crash();
    boot++;
  }
}
