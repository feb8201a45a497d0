package io.havenfs.bench.work;

import io.havenfs.bench.protocol.Caller;
import io.havenfs.bench.protocol.Protocol;

/**
 * Where an operation runs.
 *
 * @param connection the connection, from 0
 * @param slot the slot of the connection, from 0
 * @param depth how many slots each connection has
 * @param protocol makes steps for this slot
 * @param caller makes calls over the connection before and after the load
 */
public record Seat(int connection, int slot, int depth, Protocol protocol, Caller caller) {
  /** What distinguishes the connection, in names. */
  public String connectionName() {
    return "c" + connection;
  }

  /** What distinguishes the slot, in names. */
  public String slotName() {
    return "c" + connection + "s" + slot;
  }
}
