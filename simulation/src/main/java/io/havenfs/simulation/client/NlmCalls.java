package io.havenfs.simulation.client;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.simulation.model.Ask;
import io.havenfs.simulation.rpc.Caller;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** NLM version 4 and NSM as a host writes and reads them. */
final class NlmCalls {
  static final int GRANTED = 0;
  static final int DENIED = 1;
  static final int BLOCKED = 3;
  static final int GRACE = 4;
  static final int DEADLOCK = 5;
  static final int STALE = 7;

  static final int NLM = 100021;
  static final int NSM = 100024;
  static final int NLM_GRANTED = 5;
  private static final int SM_NOTIFY = 6;
  private static final int VERSION = 4;
  private static final int LONGEST = 1024;

  private final Caller caller;
  private final Handles handles;
  private final String name;
  private int lastCookie;

  NlmCalls(Caller caller, Handles handles, String name) {
    this.caller = caller;
    this.handles = handles;
    this.name = name;
  }

  void test(HostLock lock, IntConsumer onStatus) {
    call(
        1,
        out -> {
          out.bool(true);
          write(lock, out);
        },
        onStatus);
  }

  /**
   * LOCK.
   *
   * @param state the host's state number
   */
  void lock(HostLock lock, boolean block, boolean reclaim, int state, IntConsumer onStatus) {
    call(
        2,
        out -> {
          out.bool(block);
          out.bool(true);
          write(lock, out);
          out.bool(reclaim);
          out.int32(state);
        },
        onStatus);
  }

  void cancel(HostLock lock, IntConsumer onStatus) {
    call(
        3,
        out -> {
          out.bool(true);
          out.bool(true);
          write(lock, out);
        },
        onStatus);
  }

  void unlock(HostLock lock, IntConsumer onStatus) {
    call(4, out -> write(lock, out), onStatus);
  }

  /** SM_NOTIFY: the host has restarted. */
  void restarted(int state, Runnable heard) {
    byte[] arguments =
        encoded(
            out -> {
              out.utf8(name);
              out.int32(state);
            });
    caller.call(NSM, 1, SM_NOTIFY, arguments, (results, sendings) -> heard.run());
  }

  private void call(int procedure, Consumer<XdrWriter> arguments, IntConsumer onStatus) {
    byte[] bytes =
        encoded(
            out -> {
              out.opaque(Integer.toString(++lastCookie).getBytes(StandardCharsets.UTF_8));
              arguments.accept(out);
            });
    caller.call(
        NLM,
        VERSION,
        procedure,
        bytes,
        (results, sendings) -> {
          XdrReader in = new XdrReader(Unpooled.wrappedBuffer(results));
          in.skipOpaque(LONGEST);
          onStatus.accept(in.int32());
        });
  }

  private void write(HostLock lock, XdrWriter out) {
    out.utf8(name);
    handles.write(out, lock.file());
    out.opaque(lock.lane().getBytes(StandardCharsets.UTF_8));
    out.int32(lock.svid());
    out.int64((long) lock.unit() * Ask.UNIT_BYTES);
    out.int64(Ask.UNIT_BYTES);
  }

  static byte[] encoded(Consumer<XdrWriter> write) {
    ByteBuf buffer = Unpooled.buffer();
    write.accept(new XdrWriter(buffer));
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  /** What a GRANTED says, and the cookie that its answer begins with. */
  record Grant(byte[] cookie, HostLock lock) {
    static Grant read(byte[] arguments) {
      XdrReader in = new XdrReader(Unpooled.wrappedBuffer(arguments));
      byte[] cookie = in.opaque(LONGEST);
      in.skip(4);
      in.skipOpaque(LONGEST);
      long file = FileHandle.read(in, FileHandle.MAX_LENGTH_V3).fileId();
      String lane = new String(in.opaque(LONGEST), StandardCharsets.UTF_8);
      int svid = in.int32();
      int unit = (int) (in.int64() / Ask.UNIT_BYTES);
      return new Grant(cookie, new HostLock(file, unit, lane, svid));
    }

    byte[] answer(int status) {
      return encoded(
          out -> {
            out.opaque(cookie);
            out.int32(status);
          });
    }
  }

  /** The state number in a SM_NOTIFY. */
  static int notifiedState(byte[] arguments) {
    XdrReader in = new XdrReader(Unpooled.wrappedBuffer(arguments));
    in.skipOpaque(LONGEST);
    return in.int32();
  }
}
