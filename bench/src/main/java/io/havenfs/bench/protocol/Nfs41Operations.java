package io.havenfs.bench.protocol;

import io.havenfs.bench.BenchException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Operations that stand in several compounds. */
final class Nfs41Operations {
  private static final int STATEID_BYTES = 16;
  private static final int CHANGE_INFO_BYTES = 20;
  private static final int MAX_BITMAP_WORDS = 8;

  /** OPEN4_SHARE_ACCESS_BOTH, and OPEN4_SHARE_ACCESS_WANT_NO_DELEG. */
  private static final int SHARE_ACCESS = 0x0403;

  private static final int OPEN_DELEGATE_NONE = 0;
  private static final int OPEN_DELEGATE_NONE_EXT = 3;
  private static final int WND4_CONTENTION = 1;
  private static final int WND4_RESOURCE = 2;
  private static final byte[] OPEN_OWNER = "bench".getBytes(StandardCharsets.US_ASCII);

  private Nfs41Operations() {}

  static Nfs4Operation putHandle(FileHandle file) {
    return Nfs4Operation.of("PUTFH", 22, file::write);
  }

  static Nfs4Operation getHandle(FileHandle found) {
    return new Nfs4Operation("GETFH", 10, _ -> {}, found::read);
  }

  static Nfs4Operation lookup(FileName name) {
    return Nfs4Operation.of("LOOKUP", 15, name::write);
  }

  /** What an OPEN begins with: sequence, access, deny and client of an owner. */
  static void openForBoth(XdrWriter w) {
    w.int32(0);
    w.int32(SHARE_ACCESS);
    w.int32(0);
    w.int64(0);
  }

  /** OPEN that creates, UNCHECKED (RFC 8881 section 18.16). */
  static Nfs4Operation openCreate(FileName name, Consumer<XdrWriter> attributes) {
    return new Nfs4Operation(
        "OPEN",
        18,
        w -> {
          openForBoth(w);
          w.opaque(OPEN_OWNER);
          w.int32(1);
          w.int32(0);
          attributes.accept(w);
          w.int32(0);
          name.write(w);
        },
        Nfs41Operations::skipOpened);
  }

  /** CLOSE of the current stateid. */
  static Nfs4Operation closeCurrent() {
    return Nfs4Operation.of(
        "CLOSE",
        4,
        w -> {
          w.int32(0);
          w.int32(1);
          w.buffer().writeZero(STATEID_BYTES - 4);
        });
  }

  static void skipBitmap(XdrReader r) {
    r.skip(4 * r.length(MAX_BITMAP_WORDS));
  }

  private static void skipOpened(XdrReader r) {
    r.skip(STATEID_BYTES + CHANGE_INFO_BYTES + 4);
    skipBitmap(r);
    int delegation = r.int32();
    if (delegation == OPEN_DELEGATE_NONE_EXT) {
      int why = r.int32();
      r.skip(why == WND4_CONTENTION || why == WND4_RESOURCE ? 4 : 0);
    } else if (delegation != OPEN_DELEGATE_NONE) {
      throw new BenchException("OPEN: a delegation that was not wanted");
    }
  }
}
