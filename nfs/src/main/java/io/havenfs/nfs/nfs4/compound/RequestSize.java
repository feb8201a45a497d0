package io.havenfs.nfs.nfs4.compound;

import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;

/** How long a request was on the wire: its arguments, and the header that the rpc layer decoded. */
final class RequestSize {
  /** xid, direction, RPC version, program, version, procedure; two flavours and two lengths. */
  private static final int FIXED_HEADER = 6 * 4 + 4 * 4;

  private RequestSize() {}

  static int of(RpcCall call) {
    int arguments = call.arguments().remaining() + consumed(call);
    return FIXED_HEADER + credential(call.credential()) + arguments;
  }

  private static int consumed(RpcCall call) {
    return call.arguments().position() - call.arguments().buffer().readerIndex();
  }

  private static int credential(Credential credential) {
    return switch (credential) {
      case Credential.None none -> 0;
      case Credential.Sys sys -> 20 + (sys.machine().length() + 3 & ~3) + 4 * sys.gidCount();
    };
  }
}
