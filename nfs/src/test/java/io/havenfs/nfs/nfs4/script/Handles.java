package io.havenfs.nfs.nfs4.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gives what is opaque or arbitrary (handles, fsids, numbers of pseudo directories) short names in
 * the order of appearance, so that texts show only what is the same and what is not.
 */
final class Handles {
  private static final long LARGEST_PLAIN_ID = 100_000;

  private final Map<String, byte[]> named = new HashMap<>();
  private final List<String> seen = new ArrayList<>();
  private final List<Long> fsids = new ArrayList<>();
  private final List<Long> fileIds = new ArrayList<>();

  void keep(String variable, byte[] handle) {
    named.put(variable, handle);
  }

  byte[] of(String variable) {
    return variable.startsWith("0x")
        ? HexFormat.of().parseHex(variable.substring(2))
        : Objects.requireNonNull(named.get(variable), variable);
  }

  String name(byte[] handle) {
    return "fh" + index(seen, HexFormat.of().formatHex(handle));
  }

  String fsid(long major) {
    return "fs" + index(fsids, major);
  }

  String fileId(long id) {
    return id < LARGEST_PLAIN_ID ? Long.toString(id) : "pseudo" + index(fileIds, id);
  }

  /** Cookies of pseudo directories are their file ids. */
  String cookie(long cookie) {
    return fileId(cookie);
  }

  long cookie(String text) {
    return text.startsWith("pseudo")
        ? fileIds.get(Integer.parseInt(text.substring("pseudo".length())) - 1)
        : Long.parseLong(text);
  }

  private static <T> int index(List<T> list, T value) {
    if (!list.contains(value)) {
      list.add(value);
    }
    return list.indexOf(value) + 1;
  }
}
