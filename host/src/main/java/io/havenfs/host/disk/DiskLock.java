package io.havenfs.host.disk;

/** An exclusive ownership, held until closed. */
public interface DiskLock extends AutoCloseable {
  /** Gives the ownership up. Closing again does nothing. */
  @Override
  void close();
}
