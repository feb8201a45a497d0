package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.model.Inode;
import io.havenfs.rpc.xdr.XdrWriter;

/** {@code change_info4} (RFC 8881 section 3.3.6). */
public final class ChangeInfo {
  /** Bytes on the wire. */
  public static final int SIZE = 20;

  private ChangeInfo() {}

  /** Appends one: atomic, because the sequencer decides alone. */
  public static void write(XdrWriter out, Inode before, Inode after) {
    out.bool(true);
    out.int64(before.change());
    out.int64(after.change());
  }
}
