package io.havenfs.engine.file;

/** How stable written bytes must be before the reply (RFC 1813 §3.3.7). */
public enum WriteStability {
  /** In memory; {@link FileSystem#commit} makes them stable. */
  UNSTABLE,
  /** The bytes and what is needed to find them again are on stable storage. */
  DATA_SYNC,
  /** Bytes and all attributes are on stable storage. */
  FILE_SYNC
}
