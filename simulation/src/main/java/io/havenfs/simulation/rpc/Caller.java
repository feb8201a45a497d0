package io.havenfs.simulation.rpc;

import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import io.havenfs.testkit.world.Wire;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client's calls: each is sent again, with the same xid, until it is answered; after a silence
 * over the same connection or a new one, after the end of a connection over a new one.
 */
public final class Caller {
  private static final long MILLI = 1_000_000;
  private static final long SILENCE_MIN = 300 * MILLI;
  private static final long SILENCE_MAX = 1_500 * MILLI;
  private static final long RECONNECT_MAX = 30 * MILLI;

  private final SimulatedProcess process;
  private final Network network;
  private final RandomGenerator random;
  private final InetSocketAddress address;
  private final Supplier<Optional<String>> resolver;
  private final boolean resendsOverSameConnection;
  private final Map<Integer, Pending> pending = new LinkedHashMap<>();
  private @Nullable Wire wire;
  private boolean connecting;
  private int lastXid;
  private long connection;

  /** Is told of a call's answer. */
  @FunctionalInterface
  public interface OnReply {
    /**
     * It was answered.
     *
     * @param sendings how often the call was sent
     */
    void accept(byte[] results, int sendings);
  }

  private static final class Pending {
    private final CallMessage message;
    private final OnReply onReply;
    private int sendings;

    Pending(CallMessage message, OnReply onReply) {
      this.message = message;
      this.onReply = onReply;
    }

    void send(Wire there) {
      sendings++;
      there.send(message);
    }
  }

  /**
   * @param address the client's own, by which its requests are known
   * @param resolver says which machine answers to the service's address, as far as this client has
   *     heard; asked for every connection
   * @param resendsOverSameConnection whether silence alone makes it send again (NFSv3), or only
   *     over a new connection (NFSv4.1)
   */
  public Caller(
      SimulatedProcess process,
      Network network,
      RandomGenerator random,
      InetSocketAddress address,
      Supplier<Optional<String>> resolver,
      boolean resendsOverSameConnection) {
    this.process = process;
    this.network = network;
    this.random = random;
    this.address = address;
    this.resolver = resolver;
    this.resendsOverSameConnection = resendsOverSameConnection;
    lastXid = random.nextInt();
  }

  /** Makes a call; {@code onReply} gets the results, once. */
  public void call(int program, int version, int procedure, byte[] arguments, OnReply onReply) {
    int xid = ++lastXid;
    CallMessage message = new CallMessage(xid, address, program, version, procedure, arguments);
    Pending call = new Pending(message, onReply);
    pending.put(xid, call);
    Wire there = wire;
    if (there == null) {
      connect();
    } else {
      call.send(there);
    }
    watch(xid, connection);
  }

  /** Calls {@code onReply} waits for. */
  public List<CallMessage> unanswered() {
    return pending.values().stream().map(call -> call.message).toList();
  }

  /** The service's address is elsewhere now: what is connected to the old place is broken. */
  public void addressMoved() {
    Wire there = wire;
    if (there != null && !Optional.of(there.peer()).equals(resolver.get())) {
      there.reset();
      lost();
    }
  }

  private void watch(int xid, long since) {
    process.after(random.nextLong(SILENCE_MIN, SILENCE_MAX), () -> silent(xid, since));
  }

  private void silent(int xid, long since) {
    Pending call = pending.get(xid);
    if (call == null) {
      return;
    }
    Wire there = wire;
    if (there != null && since == connection) {
      if (resendsOverSameConnection && random.nextBoolean()) {
        call.send(there);
      } else {
        there.reset();
        lost();
      }
    }
    watch(xid, connection);
  }

  private void lost() {
    wire = null;
    process.after(random.nextLong(RECONNECT_MAX), this::connect);
  }

  private void connect() {
    if (wire != null || connecting) {
      return;
    }
    Optional<String> machine = resolver.get();
    if (machine.isEmpty()) {
      process.after(random.nextLong(MILLI, SILENCE_MIN), this::connect);
      return;
    }
    connecting = true;
    network.connect(process, address.getHostString(), machine.get(), "nfs", new Attempt());
  }

  private final class Attempt implements Network.Dialer {
    @Override
    public Wire.Listener connected(Wire made) {
      connecting = false;
      connection++;
      wire = made;
      for (Pending call : pending.values()) {
        call.send(made);
      }
      return new Ear(made);
    }

    @Override
    public void failed(boolean refused) {
      connecting = false;
      lost();
    }
  }

  private final class Ear implements Wire.Listener {
    private final Wire of;

    Ear(Wire of) {
      this.of = of;
    }

    @Override
    public void received(Object message) {
      ReplyMessage reply = (ReplyMessage) message;
      Pending call = pending.remove(reply.xid());
      if (call != null) {
        call.onReply.accept(reply.results(), call.sendings);
      }
    }

    @Override
    public void ended(Wire.End end) {
      if (wire == of) {
        lost();
      }
    }
  }
}
