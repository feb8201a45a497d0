package io.havenfs.nfs.mount;

import io.havenfs.nfs.exports.ExportPath;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Who said that it has mounted what. Thread-safe. Clients crash without unmounting, so the list is
 * bounded: the oldest lines go first.
 */
final class MountList {
  /** Lines that are kept. */
  static final int MAX_MOUNTS = 4096;

  /** A client and the path that it has mounted, by which version of MOUNT. */
  record Mount(InetAddress client, int version, ExportPath path) {}

  private final SequencedSet<Mount> mounts = new LinkedHashSet<>();

  synchronized void add(Mount mount) {
    mounts.remove(mount);
    mounts.add(mount);
    if (mounts.size() > MAX_MOUNTS) {
      mounts.removeFirst();
    }
  }

  synchronized void remove(Mount mount) {
    mounts.remove(mount);
  }

  synchronized void removeAll(InetAddress client) {
    mounts.removeIf(mount -> mount.client().equals(client));
  }

  synchronized List<Mount> all() {
    return List.copyOf(mounts);
  }
}
