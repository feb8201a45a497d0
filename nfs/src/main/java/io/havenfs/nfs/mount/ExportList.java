package io.havenfs.nfs.mount;

import io.havenfs.nfs.exports.ClientRule;
import io.havenfs.nfs.exports.Export;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;

/** EXPORT (RFC 1813 §5.2.5): what is exported to whom. */
final class ExportList {
  /** The longest name of a group of clients that is shown (MNTNAMLEN). */
  private static final int MAX_NAME = 255;

  private final Exports exports;

  ExportList(Exports exports) {
    this.exports = exports;
  }

  void serve(RpcCall call) {
    XdrWriter out = call.reply();
    for (Export export : exports.table().exports()) {
      out.bool(true);
      out.opaque(export.path().toBytes());
      for (ClientRule rule : export.rules()) {
        String name = rule.client().toString();
        out.bool(true);
        out.utf8(name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name);
      }
      out.bool(false);
    }
    out.bool(false);
    call.send();
  }
}
