package io.havenfs.host.disk;

/** The rules that every disk has for paths and ranges. */
public final class DiskPaths {
  private DiskPaths() {}

  /** Refuses what cannot name a file or a directory below the root. */
  public static String checkEntry(String path) {
    int start = 0;
    while (start <= path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      checkComponent(path, path.substring(start, end));
      start = end + 1;
    }
    return path;
  }

  /** Refuses what cannot name a directory; the empty path is the root. */
  public static String checkDirectory(String path) {
    return path.isEmpty() ? path : checkEntry(path);
  }

  private static void checkComponent(String path, String component) {
    if (component.isEmpty()
        || component.equals(".")
        || component.equals("..")
        || component.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a path within a disk: '" + path + "'");
    }
  }

  /** The directory that holds {@code path}; empty for the root. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The last component of {@code path}. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Refuses a range that no file can have. */
  public static void checkRange(String path, long offset, long length)
      throws FileTooLargeException {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "negative range in " + path + ": offset " + offset + ", length " + length);
    }
    if (offset + length < 0) {
      throw new FileTooLargeException(
          path + ": " + length + " bytes at " + offset + " end beyond the largest offset");
    }
  }
}
