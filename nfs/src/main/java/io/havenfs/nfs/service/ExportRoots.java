package io.havenfs.nfs.service;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.exports.ExportPath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which directory is the top of each export, by the export's number. Immutable.
 *
 * <p>An export is a path, a handle names a file: the path is followed once, when exports are put in
 * force, and not for every request. A directory that is renamed afterwards stays exported.
 */
public final class ExportRoots {
  /** No export at all. */
  public static final ExportRoots NONE = new ExportRoots(Map.of());

  private final int[] exportIds;
  private final long[] fileIds;

  /** The tops by export number. */
  public ExportRoots(Map<Integer, Long> roots) {
    TreeMap<Integer, Long> sorted = new TreeMap<>(roots);
    exportIds = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
    fileIds = sorted.values().stream().mapToLong(Long::longValue).toArray();
  }

  /** The file id of the export's top; empty when there is no such export. */
  public OptionalLong fileId(int exportId) {
    int index = Arrays.binarySearch(exportIds, exportId);
    return index < 0 ? OptionalLong.empty() : OptionalLong.of(fileIds[index]);
  }

  /** Follows {@code path} down from the root of the store; throws {@link FsException}. */
  public static Inode follow(FileSystem files, View view, ExportPath path) {
    return follow(files, view, files.inode(view, Inode.ROOT), path.components());
  }

  /**
   * Follows {@code names} down from {@code from}, as the superuser; symbolic links are not
   * followed. Throws {@link FsException}.
   */
  public static Inode follow(FileSystem files, View view, Inode from, List<byte[]> names) {
    Inode inode = from;
    for (byte[] name : names) {
      inode = files.lookup(view, Credentials.ROOT, inode, new Name(name));
    }
    return inode;
  }
}
