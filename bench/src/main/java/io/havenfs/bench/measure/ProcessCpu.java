package io.havenfs.bench.measure;

import io.havenfs.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * User and system time of processes, over all their threads, also those that have ended, from
 * Linux's {@code /proc/PID/stat}. Its grain is one clock tick, 10 ms.
 */
public final class ProcessCpu {
  /** Linux's USER_HZ: 100 on every architecture that runs Java. */
  private static final long NANOS_PER_TICK = 10_000_000;

  /** Fields 14 and 15 of proc(5), counted from the state, which is field 3. */
  private static final int USER_FIELD = 11;

  private static final int SYSTEM_FIELD = 12;

  private final Path proc;
  private final List<Long> pids;

  /** A reader of the given processes. */
  public ProcessCpu(List<Long> pids) {
    this(Path.of("/proc"), pids);
  }

  /** A reader of a {@code proc} file system mounted at {@code proc}. */
  public ProcessCpu(Path proc, List<Long> pids) {
    this.proc = proc;
    this.pids = List.copyOf(pids);
  }

  /** The time that all the processes together have used, in nanoseconds. */
  public long nanos() {
    long sum = 0;
    for (long pid : pids) {
      sum += nanos(pid);
    }
    return sum;
  }

  private long nanos(long pid) {
    Path file = proc.resolve(Long.toString(pid)).resolve("stat");
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new BenchException("process " + pid + ": cannot read " + file + ": " + e.getMessage());
    }
  }

  /** The command's name, in parentheses, may itself contain blanks and parentheses. */
  private static long parse(String stat) {
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    long ticks = Long.parseLong(fields.get(USER_FIELD)) + Long.parseLong(fields.get(SYSTEM_FIELD));
    return ticks * NANOS_PER_TICK;
  }
}
