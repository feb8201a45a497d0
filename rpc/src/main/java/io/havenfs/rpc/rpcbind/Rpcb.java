package io.havenfs.rpc.rpcbind;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * The {@code rpcb} of versions 3 and 4 (RFC 1833 section 2.1) as it is on the wire.
 *
 * @param program the program's number
 * @param version the version
 * @param netid the transport's identifier; may be empty in requests
 * @param address the universal address; may be empty in requests
 * @param owner who registered it
 */
record Rpcb(int program, int version, String netid, String address, String owner) {
  /** Longer strings are refused. */
  static final int MAX_STRING = 255;

  static Rpcb decode(XdrReader reader) {
    return new Rpcb(
        reader.int32(),
        reader.int32(),
        reader.utf8(MAX_STRING),
        reader.utf8(MAX_STRING),
        reader.utf8(MAX_STRING));
  }

  void encode(XdrWriter writer) {
    writer.int32(program);
    writer.int32(version);
    writer.utf8(netid);
    writer.utf8(address);
    writer.utf8(owner);
  }
}
