package io.havenfs.nfs.mount;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;

/** DUMP (RFC 1813 §5.2.2): who said that it has mounted what; hosts by their addresses. */
final class Dump {
  private final MountList mounts;

  Dump(MountList mounts) {
    this.mounts = mounts;
  }

  void serve(RpcCall call) {
    XdrWriter out = call.reply();
    for (MountList.Mount mount : mounts.all()) {
      out.bool(true);
      out.utf8(mount.client().getHostAddress());
      out.opaque(mount.path().toBytes());
    }
    out.bool(false);
    call.send();
  }
}
