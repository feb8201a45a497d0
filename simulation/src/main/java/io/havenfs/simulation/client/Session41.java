package io.havenfs.simulation.client;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.simulation.rpc.Caller;
import io.havenfs.testkit.world.SimulatedProcess;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An NFSv4.1 client's session (RFC 8881 sections 18.35, 18.36, 18.51), shared by its lanes. */
final class Session41 {
  private static final int PROGRAM = 100003;
  private static final int VERSION = 4;
  private static final int COMPOUND = 1;
  private static final int MINOR_VERSION = 1;
  private static final int MAX_TAG = 1024;
  private static final int SESSION_ID_BYTES = 16;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_CACHED = 4096;
  private static final int MAX_OPERATIONS = 16;
  private static final int PERSIST = 1;
  private static final long LATER_NANOS = 50_000_000;

  private final SimulatedProcess process;
  private final Caller caller;
  private final String owner;
  private final long verifier;
  private final int slots;
  private final List<Runnable> waiting = new ArrayList<>();
  private byte[] sessionId = {};
  private long clientId;
  private boolean starting;

  Session41(SimulatedProcess process, Caller caller, String owner, long verifier, int slots) {
    this.process = process;
    this.caller = caller;
    this.owner = owner;
    this.verifier = verifier;
    this.slots = slots;
  }

  SimulatedProcess process() {
    return process;
  }

  long clientId() {
    return clientId;
  }

  byte[] id() {
    return sessionId;
  }

  int highestSlot() {
    return slots - 1;
  }

  /** Makes the session, unless it is there; {@code ready} runs when it is. */
  void start(Runnable ready) {
    if (sessionId.length > 0) {
      ready.run();
      return;
    }
    waiting.add(ready);
    if (!starting) {
      starting = true;
      exchangeId();
    }
  }

  private void exchangeId() {
    call(
        1,
        out -> {
          out.int32(42);
          out.int64(verifier);
          out.opaque(owner.getBytes(StandardCharsets.UTF_8));
          out.int32(0);
          out.int32(0);
          out.int32(0);
        },
        (status, in, sendings) -> {
          requireOk("EXCHANGE_ID", status);
          in.skip(8);
          clientId = in.int64();
          createSession(in.int32());
        });
  }

  private void createSession(int sequence) {
    call(
        1,
        out -> {
          out.int32(43);
          out.int64(clientId);
          out.int32(sequence);
          out.int32(PERSIST);
          channel(out, slots);
          channel(out, 1);
          out.int32(0);
          out.int32(1);
          out.int32(0);
        },
        (status, in, sendings) -> {
          requireOk("CREATE_SESSION", status);
          in.skip(8);
          sessionId = in.fixedOpaque(SESSION_ID_BYTES);
          waiting.forEach(Runnable::run);
          waiting.clear();
        });
  }

  private static void channel(XdrWriter out, int requests) {
    out.int32(0);
    out.int32(MAX_BYTES);
    out.int32(MAX_BYTES);
    out.int32(MAX_CACHED);
    out.int32(MAX_OPERATIONS);
    out.int32(requests);
    out.int32(0);
  }

  private static void requireOk(String operation, int status) {
    if (status != Outcomes.OK) {
      throw new IllegalStateException(operation + " answered with " + status);
    }
  }

  /** What is done with a compound's reply: the reader is at the first result. */
  interface Results {
    void take(int status, XdrReader in, int sendings);
  }

  /** Sends a compound of {@code count} operations. */
  void call(int count, Consumer<XdrWriter> operations, Results onReply) {
    ByteBuf buffer = Unpooled.buffer();
    XdrWriter out = new XdrWriter(buffer);
    out.int32(0);
    out.int32(MINOR_VERSION);
    out.int32(count);
    operations.accept(out);
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    send(bytes, 0, onReply);
  }

  private void send(byte[] compound, int sentBefore, Results onReply) {
    caller.call(
        PROGRAM,
        VERSION,
        COMPOUND,
        compound,
        (reply, sendings) -> received(compound, reply, sentBefore + sendings, onReply));
  }

  /** A request that is refused for being in progress is sent again, on the same slot. */
  private void received(byte[] compound, byte[] reply, int sendings, Results onReply) {
    XdrReader in = new XdrReader(Unpooled.wrappedBuffer(reply));
    int status = in.int32();
    in.skipOpaque(MAX_TAG);
    int count = in.int32();
    if (count <= 1 && Outcomes.isLater(status)) {
      process.after(LATER_NANOS, () -> send(compound, sendings, onReply));
    } else {
      onReply.take(status, in, sendings);
    }
  }
}
