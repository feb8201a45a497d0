package io.havenfs.bench.work;

import io.havenfs.bench.BenchException;
import java.util.ArrayList;
import java.util.List;

/** Finds works by name. */
public final class Works {
  /** The names, in the order in which they are run. */
  public static final List<String> NAMES =
      List.of(
          "null",
          "getattr",
          "lookup",
          "access",
          "readdirplus",
          "read",
          "write",
          "write-sync",
          "create-remove",
          "small-file",
          "locks");

  /** Those that need a version of NFS with open files. */
  public static final List<String> STATEFUL = List.of("locks");

  private Works() {}

  /** The works with the given names, reading and writing {@code size} bytes at a time. */
  public static List<Work> named(List<String> names, int size) {
    List<Work> works = new ArrayList<>();
    names.forEach(name -> works.add(named(name, size)));
    return works;
  }

  private static Work named(String name, int size) {
    return switch (name) {
      case "null" -> new NullWork();
      case "getattr" -> new GetattrWork();
      case "lookup" -> new LookupWork();
      case "access" -> new AccessWork();
      case "readdirplus" -> new ReadDirectoryWork();
      case "read" -> new ReadWork(size);
      case "write" -> new WriteWork(size);
      case "write-sync" -> new SyncWriteWork(size);
      case "create-remove" -> new CreateRemoveWork();
      case "small-file" -> new SmallFileWork();
      case "locks" -> new LockWork();
      default -> throw new BenchException("no work is called '" + name + "'; there are: " + NAMES);
    };
  }
}
