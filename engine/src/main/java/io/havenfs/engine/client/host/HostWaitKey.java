package io.havenfs.engine.client.host;

/** A wait by whose it is, by which all of a host's are found. */
record HostWaitKey(long hostId, LockWaitKey key) implements Comparable<HostWaitKey> {
  /** Before all of the host. */
  static HostWaitKey first(long hostId) {
    return new HostWaitKey(hostId, new LockWaitKey(0, 0));
  }

  @Override
  public int compareTo(HostWaitKey other) {
    int byHost = Long.compare(hostId, other.hostId);
    return byHost != 0 ? byHost : key.compareTo(other.key);
  }
}
