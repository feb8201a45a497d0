package io.havenfs.simulation.cluster;

import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.FrameCodec;
import io.havenfs.replication.frame.Link;
import io.havenfs.replication.member.Member;
import io.havenfs.replication.primary.Dialer;
import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import io.havenfs.testkit.world.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The connections between copies: frames, encoded, over the simulated network. */
final class PeerLinks implements Dialer {
  static final String PORT = "replication";
  private static final int RARELY_FULL = 8;

  private final Network network;
  private final SimulatedProcess process;
  private final String self;
  private final RandomGenerator random;
  private final Runnable wake;
  private @Nullable Member member;

  /**
   * @param wake gives the member's sequencer a turn
   */
  PeerLinks(
      Network network,
      SimulatedProcess process,
      String self,
      RandomGenerator random,
      Runnable wake) {
    this.network = network;
    this.process = process;
    this.self = self;
    this.random = random;
    this.wake = wake;
  }

  /** What the simulated wires carry: an encoded frame, and its name for the trace. */
  record Encoded(byte[] bytes, String name) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Takes connections for {@code owner}, which dials through this. */
  void serve(Member owner) {
    member = owner;
    network.listen(process, self, PORT, Called::new);
  }

  private Member member() {
    return Objects.requireNonNull(member);
  }

  @Override
  public void dial(String peer) {
    network.connect(
        process,
        self,
        peer,
        PORT,
        new Network.Dialer() {
          @Override
          public Wire.Listener connected(Wire wire) {
            return new Calling(wire, peer);
          }

          @Override
          public void failed(boolean refused) {
            step(() -> member().unreachable(peer));
          }
        });
  }

  /** The member's side of a wire. */
  private final class WireLink implements Link {
    private final Wire wire;
    private final List<Encoded> held = new ArrayList<>();
    private boolean closed;

    WireLink(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void send(Frame frame) {
      if (closed) {
        frame.release();
      } else {
        held.add(encode(frame));
      }
    }

    @Override
    public void flush() {
      held.forEach(wire::send);
      held.clear();
    }

    @Override
    public boolean isWritable() {
      return random.nextInt(RARELY_FULL) > 0;
    }

    @Override
    public void close() {
      closed = true;
      held.clear();
      wire.close();
    }
  }

  private static Encoded encode(Frame frame) {
    String name = frame.getClass().getSimpleName();
    ByteBuf out = Unpooled.buffer();
    FrameCodec.encode(
        frame,
        out,
        large -> {
          out.writeBytes(large);
          large.release();
        });
    byte[] bytes = new byte[out.skipBytes(FrameCodec.LENGTH_BYTES).readableBytes()];
    out.readBytes(bytes);
    return new Encoded(bytes, name);
  }

  private static Frame decode(Object message) {
    return FrameCodec.decode(Unpooled.wrappedBuffer(((Encoded) message).bytes()));
  }

  /** A step of the member's; an exception is a fault of the copy. */
  private interface Step {
    void run() throws IOException;
  }

  private void step(Step step) {
    try {
      step.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    wake.run();
  }

  private final class Calling implements Wire.Listener {
    private final WireLink link;
    private final String peer;

    Calling(Wire wire, String peer) {
      this.link = new WireLink(wire);
      this.peer = peer;
      step(() -> member().connected(peer, link));
    }

    @Override
    public void received(Object message) {
      if (!link.closed) {
        step(() -> member().received(peer, link, decode(message)));
      }
    }

    @Override
    public void ended(Wire.End end) {
      if (!link.closed) {
        link.closed = true;
        step(() -> member().broken(peer, link));
      }
    }
  }

  private final class Called implements Wire.Listener {
    private final WireLink link;

    Called(Wire wire) {
      this.link = new WireLink(wire);
    }

    @Override
    public void received(Object message) {
      if (!link.closed) {
        step(() -> member().calledBy(link, decode(message)));
      }
    }

    @Override
    public void ended(Wire.End end) {
      if (!link.closed) {
        link.closed = true;
        step(() -> member().callerGone(link));
      }
    }
  }
}
