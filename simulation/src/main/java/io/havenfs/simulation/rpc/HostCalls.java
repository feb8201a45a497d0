package io.havenfs.simulation.rpc;

import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import io.havenfs.testkit.world.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A node's calls to hosts, each over a connection of its own. Some are lost, some arrive twice or
 * late, and some answers are lost.
 */
public final class HostCalls implements HostCaller {
  /** Where hosts listen. */
  public static final String PORT = "lockd";

  private static final long MILLI = 1_000_000;
  private static final long PATIENCE = 4_000 * MILLI;
  private static final long LATE_MAX = 3_000 * MILLI;
  private static final int FATES = 12;

  private final SimulatedProcess process;
  private final Network network;
  private final String machine;
  private final RandomGenerator random;
  private int lastXid;

  /** Calls from {@code machine}, by {@code process} on it. */
  public HostCalls(
      SimulatedProcess process, Network network, String machine, RandomGenerator random) {
    this.process = process;
    this.network = network;
    this.machine = machine;
    this.random = random;
  }

  @Override
  public void call(
      Target target, int procedure, Consumer<XdrWriter> arguments, ReplyHandler handler) {
    CallMessage message =
        new CallMessage(
            ++lastXid,
            ServedConnection.SERVICE,
            target.program(),
            target.version(),
            procedure,
            encoded(arguments));
    Call call = new Call(message, handler);
    process.after(PATIENCE, () -> call.failed("no answer"));
    switch (random.nextInt(FATES)) {
      case 0 -> {} // lost
      case 1 -> {
        call.heeded = false;
        call.send(target);
      }
      case 2 -> {
        call.send(target);
        if (!target.once()) {
          process.after(random.nextLong(LATE_MAX), () -> call.send(target));
        }
      }
      case 3 -> process.after(random.nextLong(LATE_MAX), () -> call.send(target));
      default -> call.send(target);
    }
  }

  private static byte[] encoded(Consumer<XdrWriter> arguments) {
    ByteBuf buffer = Unpooled.buffer();
    arguments.accept(new XdrWriter(buffer));
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  private final class Call implements Network.Dialer {
    private final CallMessage message;
    private final ReplyHandler handler;
    private boolean heeded = true;
    private boolean done;

    Call(CallMessage message, ReplyHandler handler) {
      this.message = message;
      this.handler = handler;
    }

    void send(Target target) {
      network.connect(process, machine, target.host().text(), PORT, this);
    }

    @Override
    public Wire.Listener connected(Wire wire) {
      wire.send(message);
      return new Wire.Listener() {
        @Override
        public void received(Object answer) {
          answered((ReplyMessage) answer);
          wire.close();
        }

        @Override
        public void ended(Wire.End end) {}
      };
    }

    private void answered(ReplyMessage reply) {
      if (heeded && !done) {
        done = true;
        handler.reply(new XdrReader(Unpooled.wrappedBuffer(reply.results())));
      }
    }

    @Override
    public void failed(boolean refused) {}

    private void failed(String why) {
      if (!done) {
        done = true;
        handler.failed(new RpcFailure(RpcFailure.Kind.TIMED_OUT, why));
      }
    }
  }
}
