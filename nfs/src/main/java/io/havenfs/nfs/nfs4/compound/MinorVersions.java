package io.havenfs.nfs.nfs4.compound;

/**
 * The minor versions of NFSv4 that are offered: those from {@code lowest} to {@code highest}. What
 * there is not is answered NFS4ERR_MINOR_VERS_MISMATCH, and the client tries the next lower one.
 */
public record MinorVersions(int lowest, int highest) {
  /** All that are implemented. */
  public static final MinorVersions ALL = new MinorVersions(1, 2);

  public MinorVersions {
    if (lowest < 1 || highest > 2 || lowest > highest) {
      throw new IllegalArgumentException("minor versions " + lowest + " to " + highest);
    }
  }

  boolean offers(int minorVersion) {
    return minorVersion >= lowest && minorVersion <= highest;
  }
}
