package io.havenfs.rpc.transport;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A program for tests: answers at once, later, badly or never. */
public final class TestProgram implements RpcProgram {
  public static final int NUMBER = 0x2000_0042;
  public static final int NULL = 0;
  public static final int ECHO = 1;

  /** Kept until the test completes it; see {@link #kept}. */
  public static final int KEEP = 2;

  /** Answers with as many bytes as the argument says. */
  public static final int BIG = 3;

  /** Reads more than there is. */
  public static final int OVERREAD = 4;

  /** Throws, having started a reply. */
  public static final int BUG = 5;

  /** Answers with the credential's uid, or -1. */
  public static final int WHO = 6;

  /** Answers with an AUTH_TOOWEAK denial. */
  public static final int DENY = 7;

  /** Is never answered. */
  public static final int DROP = 8;

  private static final int HIGHEST = DROP;

  public final BlockingQueue<RpcCall> kept = new LinkedBlockingQueue<>();
  public final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

  public static CallHeader header() {
    return new CallHeader(NUMBER, 3, Credential.NONE);
  }

  @Override
  public int program() {
    return NUMBER;
  }

  @Override
  public int lowestVersion() {
    return 2;
  }

  @Override
  public int highestVersion() {
    return 4;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure >= 0 && procedure <= HIGHEST;
  }

  @Override
  public void call(RpcCall call) {
    switch (call.procedure()) {
      case NULL -> {
        call.reply();
        call.send();
      }
      case ECHO -> echo(call);
      case KEEP -> kept.add(call);
      case BIG -> big(call);
      case OVERREAD -> call.arguments().fixedOpaque(call.arguments().remaining() + 1);
      case BUG -> {
        call.reply().int32(1);
        throw new IllegalStateException("bug");
      }
      case WHO -> {
        int uid = call.credential() instanceof Credential.Sys sys ? sys.uid() : -1;
        call.reply().int32(uid);
        call.send();
      }
      case DENY -> call.authError(io.havenfs.rpc.AuthStatus.AUTH_TOOWEAK);
      case DROP -> call.drop();
      default -> throw new AssertionError(call.procedure());
    }
  }

  /** Completes a call with its argument. */
  public static void echo(RpcCall call) {
    ByteBuf data = call.arguments().opaqueSlice(4 << 20);
    call.reply(data.readableBytes() + 8).opaque(data);
    call.send();
  }

  private static void big(RpcCall call) {
    int size = call.arguments().length(4 << 20);
    XdrWriter reply = call.reply(size + 8);
    ByteBuf buffer = reply.beginOpaque(size);
    int start = reply.position();
    buffer.writeZero(size);
    reply.endOpaque(start, size);
    call.send();
  }
}
