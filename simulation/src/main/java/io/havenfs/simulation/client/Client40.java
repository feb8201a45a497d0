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

/** A client of version 4.0 (RFC 7530 sections 16.33, 16.34), shared by its lanes. */
final class Client40 {
  private static final int PROGRAM = 100003;
  private static final int VERSION = 4;
  private static final int COMPOUND = 1;
  private static final int MAX_TAG = 1024;
  private static final int STALE_CLIENTID = 10022;
  private static final int EXPIRED = 10011;
  private static final long LATER_NANOS = 200_000_000;

  private final SimulatedProcess process;
  private final Caller caller;
  private final String name;
  private final long verifier;
  private final List<Runnable> waiting = new ArrayList<>();
  private long clientId;
  private int introductions;
  private boolean known;
  private boolean starting;

  Client40(SimulatedProcess process, Caller caller, String name, long verifier) {
    this.process = process;
    this.caller = caller;
    this.name = name;
    this.verifier = verifier;
  }

  SimulatedProcess process() {
    return process;
  }

  long clientId() {
    return clientId;
  }

  /** How often the client became known: owners begin anew each time. */
  int introductions() {
    return introductions;
  }

  /** Whether a status says that the client is to come anew. */
  static boolean isUnknown(int status) {
    return status == STALE_CLIENTID || status == EXPIRED;
  }

  /** Becomes known, unless it is; {@code ready} runs when it is. */
  void start(Runnable ready) {
    if (known) {
      ready.run();
      return;
    }
    waiting.add(ready);
    if (!starting) {
      starting = true;
      introduce();
    }
  }

  /** The service does not know the client that had become known {@code times} times. */
  void startAnew(int times, Runnable ready) {
    known = known && times != introductions;
    start(ready);
  }

  private void introduce() {
    call(
        1,
        out -> {
          out.int32(35);
          out.int64(verifier);
          out.opaque(name.getBytes(StandardCharsets.UTF_8));
          out.int32(0x40000000);
          out.utf8("tcp");
          out.utf8(name + ".3.4");
          out.int32(1);
        },
        (status, count, in, sendings) -> {
          if (Outcomes.isLater(status)) {
            process.after(LATER_NANOS, this::introduce);
            return;
          }
          requireOk("SETCLIENTID", status);
          in.skip(8);
          confirm(in.int64(), in.int64());
        });
  }

  private void confirm(long id, long confirmation) {
    call(
        1,
        out -> {
          out.int32(36);
          out.int64(id);
          out.int64(confirmation);
        },
        (status, count, in, sendings) -> {
          if (status != Outcomes.OK) { // it was forgotten, or has to wait
            process.after(LATER_NANOS, this::introduce);
            return;
          }
          clientId = id;
          introductions++;
          known = true;
          starting = false;
          List<Runnable> ready = List.copyOf(waiting);
          waiting.clear();
          ready.forEach(Runnable::run);
        });
  }

  private static void requireOk(String operation, int status) {
    if (status != Outcomes.OK) {
      throw new IllegalStateException(operation + " answered with " + status);
    }
  }

  /** What is done with a compound's reply: the reader is at the first of {@code count} results. */
  interface Results {
    void take(int status, int count, XdrReader in, int sendings);
  }

  /** Sends a compound of {@code count} operations. */
  void call(int count, Consumer<XdrWriter> operations, Results onReply) {
    ByteBuf buffer = Unpooled.buffer();
    XdrWriter out = new XdrWriter(buffer);
    out.int32(0);
    out.int32(0);
    out.int32(count);
    operations.accept(out);
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    caller.call(
        PROGRAM,
        VERSION,
        COMPOUND,
        bytes,
        (reply, sendings) -> {
          XdrReader in = new XdrReader(Unpooled.wrappedBuffer(reply));
          int status = in.int32();
          in.skipOpaque(MAX_TAG);
          onReply.take(status, in.int32(), in, sendings);
        });
  }
}
