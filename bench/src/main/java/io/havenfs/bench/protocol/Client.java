package io.havenfs.bench.protocol;

/** What one connection needs to know of the protocol spoken over it. */
public interface Client {
  /** The steps of the slot {@code slot}; slots' calls may be in flight at the same time. */
  Protocol slot(int slot);

  /** The steps for what comes before and after the load. */
  Protocol setup();

  /** Gives back what the server keeps for this client. */
  void close();
}
