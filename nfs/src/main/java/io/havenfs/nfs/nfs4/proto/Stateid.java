package io.havenfs.nfs.nfs4.proto;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * {@code stateid4} (RFC 8881 section 8.2): a sequence number and twelve opaque bytes, kept here as
 * a long and an int.
 *
 * @param seqid the version of the state, unsigned
 * @param high the first eight bytes of "other", big-endian
 * @param low the last four bytes of "other"
 */
public record Stateid(int seqid, long high, int low) {
  /** Bytes on the wire. */
  public static final int SIZE = 16;

  /** All zeroes: the anonymous stateid. */
  public static final Stateid ANONYMOUS = new Stateid(0, 0, 0);

  /** All ones: reading that bypasses locks. */
  public static final Stateid READ_BYPASS = new Stateid(-1, -1L, -1);

  /** Stands for the current stateid of the compound. */
  public static final Stateid CURRENT = new Stateid(1, 0, 0);

  /** A stateid that is never valid. */
  public static final Stateid INVALID = new Stateid(-1, 0, 0);

  /** Decodes one. */
  public static Stateid read(XdrReader in) {
    int seqid = in.int32();
    long high = in.int64();
    int low = in.int32();
    return high == 0 && low == 0 && seqid == 0 ? ANONYMOUS : new Stateid(seqid, high, low);
  }

  /** Encodes it. */
  public void write(XdrWriter out) {
    out.int32(seqid);
    out.int64(high);
    out.int32(low);
  }

  /** Whether "other" is all zeroes or all ones, so that the stateid stands for no state. */
  public boolean isSpecial() {
    return (high == 0 && low == 0) || (high == -1 && low == -1);
  }

  /** Anonymous or read bypass: the two special stateids with which I/O may be done. */
  public boolean isAnonymousOrBypass() {
    return equals(ANONYMOUS) || equals(READ_BYPASS);
  }

  /** The same state at another version. */
  public Stateid withSeqid(int newSeqid) {
    return new Stateid(newSeqid, high, low);
  }
}
