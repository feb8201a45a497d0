package io.havenfs.nfs.nfs4.compound;

import java.util.Set;

/**
 * The minor versions of NFSv4 that are offered. What there is not is answered
 * NFS4ERR_MINOR_VERS_MISMATCH, and the client tries another.
 */
public record MinorVersions(Set<Integer> offered) {
  /** All that are implemented. */
  public static final MinorVersions ALL = new MinorVersions(Set.of(0, 1, 2));

  public MinorVersions {
    offered = Set.copyOf(offered);
    if (offered.isEmpty() || offered.stream().anyMatch(minor -> minor < 0 || minor > 2)) {
      throw new IllegalArgumentException("minor versions " + offered);
    }
  }

  boolean offers(int minorVersion) {
    return offered.contains(minorVersion);
  }
}
