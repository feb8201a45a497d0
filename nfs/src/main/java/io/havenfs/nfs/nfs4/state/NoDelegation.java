package io.havenfs.nfs.nfs4.state;

import io.havenfs.rpc.xdr.XdrWriter;

/**
 * {@code open_delegation4} of a server without delegations (RFC 8881 section 18.16.3): to a client
 * that said what it wants, why it does not get it.
 */
final class NoDelegation {
  private static final int OPEN_DELEGATE_NONE = 0;
  private static final int OPEN_DELEGATE_NONE_EXT = 3;
  private static final int WANT_NO_PREFERENCE = 0;
  private static final int WANT_NO_DELEG = 0x0400;
  private static final int WANT_CANCEL = 0x0500;
  private static final int WND4_NOT_WANTED = 0;
  private static final int WND4_NOT_SUPP_FTYPE = 3;
  private static final int WND4_CANCELLED = 7;

  private NoDelegation() {}

  static void write(XdrWriter out, int want) {
    if (want == WANT_NO_PREFERENCE) {
      out.int32(OPEN_DELEGATE_NONE);
      return;
    }
    out.int32(OPEN_DELEGATE_NONE_EXT);
    out.int32(
        switch (want) {
          case WANT_NO_DELEG -> WND4_NOT_WANTED;
          case WANT_CANCEL -> WND4_CANCELLED;
          default -> WND4_NOT_SUPP_FTYPE;
        });
  }
}
