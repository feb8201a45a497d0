package io.havenfs.simulation.client;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What all clients know: the handles of the files that any of them has seen. */
public final class Handles {
  /** The only export's number. */
  public static final int EXPORT = 1;

  /** Files are asked for that were seen lately, so that clients meet. */
  private static final int RECENT = 6;

  private final Map<Long, FileHandle> handles = new HashMap<>();
  private final List<Long> recent = new ArrayList<>();
  private final FileHandle root;

  /** Knows the root directory only. */
  public Handles(FileHandle root) {
    this.root = root;
  }

  void writeRoot(XdrWriter out) {
    root.write(out);
  }

  void write(XdrWriter out, long file) {
    FileHandle handle = handles.get(file);
    if (handle == null) {
      throw new IllegalStateException("nobody has seen file " + file);
    }
    handle.write(out);
  }

  /** Reads a handle that a reply brings; returns the file's id. */
  long read(XdrReader in) {
    FileHandle handle = FileHandle.read(in, FileHandle.MAX_LENGTH_V4);
    FileHandle known = handles.put(handle.fileId(), handle);
    if (known != null && !known.equals(handle)) {
      throw new IllegalStateException("a file has two handles: " + known + ", " + handle);
    }
    recent.remove(handle.fileId());
    recent.add(handle.fileId());
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
    return handle.fileId();
  }

  /** Whether any file was seen. */
  boolean any() {
    return !recent.isEmpty();
  }

  /** A file that was seen lately. */
  long pick(RandomGenerator random) {
    return recent.get(random.nextInt(recent.size()));
  }
}
