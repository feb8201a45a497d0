package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.model.Bytes;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Arguments as hosts write them: one owner on each, which wants bytes 10 to 19 exclusively. */
final class NlmArguments {
  static final LockRange RANGE = new LockRange(10, 19, true);
  static final int SVID = 77;

  private NlmArguments() {}

  static byte[] object(String host) {
    return ("77@" + host).getBytes(StandardCharsets.US_ASCII);
  }

  static Bytes handle(FileHandle file) {
    ByteBuf buffer = Unpooled.buffer();
    file.write(new XdrWriter(buffer));
    return new Bytes(ByteBufUtil.getBytes(buffer.skipBytes(Integer.BYTES)));
  }

  private static void cookie(XdrWriter out) {
    out.opaque(new byte[] {1, 2, 3, 4, 5});
  }

  private static void lock(XdrWriter out, NlmWire wire, FileHandle file, String host) {
    wire.writeLock(out, host, handle(file), NlmLock.owner(SVID, object(host)), RANGE);
  }

  static Consumer<XdrWriter> lock(
      NlmWire wire, FileHandle file, String host, boolean block, boolean reclaim, int state) {
    return out -> {
      cookie(out);
      out.bool(block);
      out.bool(true);
      lock(out, wire, file, host);
      out.bool(reclaim);
      out.int32(state);
    };
  }

  static Consumer<XdrWriter> test(NlmWire wire, FileHandle file, String host) {
    return out -> {
      cookie(out);
      out.bool(true);
      lock(out, wire, file, host);
    };
  }

  static Consumer<XdrWriter> cancel(NlmWire wire, FileHandle file, String host) {
    return out -> {
      cookie(out);
      out.bool(true);
      out.bool(true);
      lock(out, wire, file, host);
    };
  }

  static Consumer<XdrWriter> unlock(NlmWire wire, FileHandle file, String host) {
    return out -> {
      cookie(out);
      lock(out, wire, file, host);
    };
  }

  static Consumer<XdrWriter> share(FileHandle file, String host, int deny, int access) {
    return out -> {
      cookie(out);
      out.utf8(host);
      file.write(out);
      out.opaque(object(host));
      out.int32(deny);
      out.int32(access);
      out.bool(false);
    };
  }

  /** The status of a result, whose cookie must be that of the call. */
  static String status(MemoryCall call) {
    return status(call.results());
  }

  static String status(XdrReader in) {
    if (in.opaque(NlmWire.MAX_NETOBJ).length != 5) {
      throw new AssertionError("another cookie");
    }
    return NlmStatus.of(in.int32()).name();
  }
}
