package io.havenfs.simulation.rpc;

import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import io.havenfs.testkit.world.Wire;
import java.util.function.Function;

/** Where a client's host hears the calls of the service, which each get one answer at once. */
public final class HostEar {
  private HostEar() {}

  /** From now on {@code answer} is asked what to answer to calls to {@code machine}. */
  public static void listen(
      SimulatedProcess process,
      Network network,
      String machine,
      Function<CallMessage, byte[]> answer) {
    network.listen(process, machine, HostCalls.PORT, wire -> new Ear(wire, answer));
  }

  private record Ear(Wire wire, Function<CallMessage, byte[]> answer) implements Wire.Listener {
    @Override
    public void received(Object message) {
      CallMessage call = (CallMessage) message;
      wire.send(new ReplyMessage(call.xid(), answer.apply(call)));
    }

    @Override
    public void ended(Wire.End end) {}
  }
}
