package io.havenfs.bench.run;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Decodes the calls of NFSv3 and MOUNT to the last byte and answers them with constants, in the
 * longest form that the RFC allows. A name that contains {@link #REFUSED} is answered NOSPC.
 */
record ConstantNfs3(int program, Queue<String> complaints) implements RpcProgram {
  static final String REFUSED = "00000003";
  private static final byte[] HANDLE = "sixteen bytes!!!".getBytes(StandardCharsets.US_ASCII);
  private static final int NOSPC = 28;
  private static final int FATTR_BYTES = 84;
  private static final int WCC_BYTES = 24;

  static ConstantNfs3 nfs() {
    return new ConstantNfs3(100003, new ConcurrentLinkedQueue<>());
  }

  static ConstantNfs3 mount() {
    return new ConstantNfs3(100005, new ConcurrentLinkedQueue<>());
  }

  @Override
  public int lowestVersion() {
    return 3;
  }

  @Override
  public int highestVersion() {
    return 3;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure <= 21;
  }

  @Override
  public void call(RpcCall call) {
    XdrReader r = call.arguments();
    XdrWriter w = call.reply();
    if (program == 100005) {
      r.utf8(1024);
      w.int32(0);
      w.opaque(HANDLE);
      w.int32(0);
    } else if (call.procedure() != 0) {
      r.skipOpaque(64);
      answer(call.procedure(), r, w);
    }
    if (r.remaining() != 0) {
      complaints.add("procedure " + call.procedure() + ": " + r.remaining() + " bytes too many");
    }
    call.send();
  }

  private static void answer(int procedure, XdrReader r, XdrWriter w) {
    w.int32(0);
    switch (procedure) {
      case 1 -> zero(w, FATTR_BYTES);
      case 3 -> lookup(r, w);
      case 4 -> r.skip(4);
      case 6 -> read(r, w);
      case 7 -> write(r, w);
      case 8 -> create(r, w, 4);
      case 9 -> create(r, w, 0);
      case 12, 13 -> r.skipOpaque(255);
      case 17 -> r.skip(24);
      case 21 -> r.skip(12);
      default -> throw new IllegalArgumentException("procedure " + procedure);
    }
  }

  private static void lookup(XdrReader r, XdrWriter w) {
    r.skipOpaque(255);
    w.opaque(HANDLE);
  }

  private static void read(XdrReader r, XdrWriter w) {
    r.int64();
    int count = r.int32();
    attributes(w, FATTR_BYTES);
    w.int32(count);
    w.bool(false);
    w.opaque(new byte[count]);
  }

  private static void write(XdrReader r, XdrWriter w) {
    r.int64();
    int count = r.int32();
    r.int32();
    r.skipOpaque(count);
    attributes(w, WCC_BYTES);
    attributes(w, FATTR_BYTES);
    w.int32(count);
    w.int32(2);
    w.int64(0);
  }

  /** The mode is set, the five other attributes are not. */
  private static void create(XdrReader r, XdrWriter w, int createMode) {
    boolean refused = r.utf8(255).contains(REFUSED);
    r.skip(createMode + 8 + 5 * 4);
    if (refused) {
      w.patchInt32(w.position() - 4, NOSPC);
      return;
    }
    w.bool(true);
    w.opaque(HANDLE);
  }

  private static void attributes(XdrWriter w, int size) {
    w.bool(true);
    zero(w, size);
  }

  private static void zero(XdrWriter w, int size) {
    w.buffer().writeZero(size);
  }
}
