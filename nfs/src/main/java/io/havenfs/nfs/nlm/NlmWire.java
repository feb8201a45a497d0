package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.host.Host;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.engine.model.Bytes;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * How a version of the protocol writes things: offsets have 64 bits in version 4 and 32 before. A
 * length of 0 means "to the end of the file", and so does one that leads beyond what can be said.
 */
enum NlmWire {
  /** Versions 1 and 3. */
  SHORT,
  /** Version 4. */
  LONG;

  /** The longest of all opaques (MAXNETOBJ_SZ). */
  static final int MAX_NETOBJ = 1024;

  private static final long LARGEST_SHORT = 0xffff_ffffL;

  static NlmWire of(int version) {
    return version == NlmProgram.VERSION_4 ? LONG : SHORT;
  }

  /** Reads {@code nlm4_lock} or {@code nlm_lock}. */
  NlmLock readLock(XdrReader in) {
    String caller = in.utf8(NlmLock.MAX_NAME);
    Bytes handle = new Bytes(in.opaque(MAX_NETOBJ));
    byte[] object = in.opaque(NlmLock.MAX_OBJECT);
    int svid = in.int32();
    long offset = number(in);
    long length = number(in);
    return new NlmLock(caller, handle, object, svid, offset, length);
  }

  private long number(XdrReader in) {
    return this == LONG ? in.int64() : in.uint32();
  }

  /** Writes what {@link #readLock} reads; {@code range} must be one that was read. */
  void writeLock(XdrWriter out, String caller, Bytes handle, Owner owner, LockRange range) {
    out.utf8(caller);
    out.opaque(handle.array());
    out.opaque(NlmLock.object(owner));
    out.int32(NlmLock.svid(owner));
    writeRange(out, range);
  }

  /** Writes {@code nlm4_holder}. Owners of other protocols are told by their names alone. */
  void writeHolder(XdrWriter out, LockOutcome.Denied denied) {
    boolean host = Host.isHost(denied.clientId());
    out.bool(denied.range().exclusive());
    out.int32(host ? NlmLock.svid(denied.owner()) : 0);
    out.opaque(host ? NlmLock.object(denied.owner()) : denied.owner().name());
    writeRange(out, denied.range());
  }

  /** Another protocol's range may reach beyond 32 bits. */
  private void writeRange(XdrWriter out, LockRange range) {
    if (this == LONG) {
      out.int64(range.start());
      out.int64(range.last() == LockRange.END ? 0 : range.length());
      return;
    }
    boolean far = Long.compareUnsigned(range.start(), LARGEST_SHORT) > 0;
    boolean open = Long.compareUnsigned(range.last(), LARGEST_SHORT) >= 0;
    out.uint32(far ? LARGEST_SHORT : range.start());
    out.uint32(open ? 0 : range.length());
  }
}
