package io.havenfs.simulation.cluster;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import io.havenfs.testkit.world.Wire;
import java.util.List;
import java.util.function.Consumer;

/**
 * A node's lifelines: a connection to each other node, over which nothing is sent after the hello.
 * Its end in good order says that the process there has ended; a reset says nothing.
 */
final class Lifelines {
  static final String PORT = "lifeline";
  private static final long REDIAL = 100_000_000;

  /** The process at the other end. */
  record Hello(NodeId node, long incarnation) {}

  private final Network network;
  private final SimulatedProcess process;
  private final Hello own;
  private final Consumer<Hello> onEnded;

  Lifelines(Network network, SimulatedProcess process, Hello own, Consumer<Hello> onEnded) {
    this.network = network;
    this.process = process;
    this.own = own;
    this.onEnded = onEnded;
  }

  void start(List<NodeId> others) {
    network.listen(
        process,
        own.node().name(),
        PORT,
        wire -> {
          wire.send(own);
          return new Line(() -> {});
        });
    others.forEach(this::dial);
  }

  private void dial(NodeId other) {
    network.connect(
        process,
        own.node().name(),
        other.name(),
        PORT,
        new Network.Dialer() {
          @Override
          public Wire.Listener connected(Wire wire) {
            wire.send(own);
            return new Line(() -> dial(other));
          }

          @Override
          public void failed(boolean refused) {
            process.after(REDIAL, () -> dial(other));
          }
        });
  }

  private final class Line implements Wire.Listener {
    private final Runnable again;
    private List<Hello> peer = List.of();

    Line(Runnable again) {
      this.again = again;
    }

    @Override
    public void received(Object message) {
      peer = List.of((Hello) message);
    }

    @Override
    public void ended(Wire.End end) {
      if (end == Wire.End.FINISHED) {
        peer.forEach(onEnded);
      }
      process.after(REDIAL, again);
    }
  }
}
