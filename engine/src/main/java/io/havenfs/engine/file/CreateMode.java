package io.havenfs.engine.file;

/** What creating a regular file means for an object that has the name already. */
public sealed interface CreateMode {
  /** An existing regular file is used, and truncated when the attributes carry a size. */
  record Unchecked() implements CreateMode {}

  /** An existing object is an error. */
  record Guarded() implements CreateMode {}

  /**
   * An existing object is an error unless it was created with the same verifier: then this is the
   * same request again and succeeds (RFC 1813 §3.3.8, RFC 8881 §18.16.3).
   */
  record Exclusive(long verifier) implements CreateMode {}

  CreateMode UNCHECKED = new Unchecked();
  CreateMode GUARDED = new Guarded();
}
