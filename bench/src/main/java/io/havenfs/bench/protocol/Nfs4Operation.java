package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;

/**
 * An operation of a compound.
 *
 * @param name its name
 * @param number its number (RFC 8881 section 18)
 * @param arguments encodes the arguments
 * @param results takes the whole result after number and status; the last operation's may leave
 *     what it does not need
 */
record Nfs4Operation(
    String name, int number, Consumer<XdrWriter> arguments, Consumer<XdrReader> results) {

  /** An operation without results, or the last one, whose results do not matter. */
  static Nfs4Operation of(String name, int number, Consumer<XdrWriter> arguments) {
    return new Nfs4Operation(name, number, arguments, _ -> {});
  }
}
