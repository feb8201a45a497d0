package io.havenfs.bench.run;

/** The versions of NFS that load can be made of. */
public enum Version {
  /** NFSv3, with MOUNT for the root's file handle. */
  V3,
  /** NFSv4.1, one client and session per connection. */
  V4_1
}
