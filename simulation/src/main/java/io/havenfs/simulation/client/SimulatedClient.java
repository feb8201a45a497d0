package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import io.havenfs.simulation.rpc.CallMessage;
import io.havenfs.simulation.rpc.Caller;
import io.havenfs.simulation.rpc.HostEar;
import io.havenfs.testkit.history.History;
import io.havenfs.testkit.history.Operation;
import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A client machine with one mount and a few lanes. */
public final class SimulatedClient {
  private static final int PORT = 700;
  private static final int LOCK_PORT = 701;

  private final String name;
  private final Caller caller;
  private final List<Caller> callers = new ArrayList<>();
  private Optional<Lockd> lockd = Optional.empty();
  private final List<Lane> lanes = new ArrayList<>();

  /** What a client speaks. */
  public enum Version {
    V3("a"),
    V4_0("c"),
    V4_1("b"),
    V3_LOCKING("d");

    private final String lane;

    Version(String lane) {
      this.lane = lane;
    }

    /** The beginning of its lanes' names. */
    String lane() {
      return lane;
    }
  }

  /**
   * What clients have in common.
   *
   * @param handles the files that they know of
   * @param verifiers the write verifiers that they saw
   * @param history what they ask and are answered
   * @param clock true time
   * @param losses when the service lost its clients' state
   * @param windsDown whether clients keep nothing in the end
   * @param trace is told what happens
   */
  public record Shared(
      Network network,
      Handles handles,
      Verifiers verifiers,
      History<Ask, Answer> history,
      LongSupplier clock,
      Losses losses,
      boolean windsDown,
      Consumer<String> trace) {}

  /**
   * @param number unique; its name and address follow from it
   * @param version what it speaks
   * @param resolver which machine answers to the service's address
   */
  public SimulatedClient(
      int number,
      Version version,
      int laneCount,
      SimulatedProcess process,
      Shared shared,
      RandomGenerator random,
      Supplier<Optional<String>> resolver) {
    name = name(number);
    boolean resends = version == Version.V3 || version == Version.V3_LOCKING;
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(name), PORT);
    caller = new Caller(process, shared.network(), random, address, resolver, resends);
    callers.add(caller);
    if (version == Version.V3_LOCKING) {
      lockd = Optional.of(lockd(process, shared, random, resolver));
    }
    IntFunction<Protocol> protocols =
        protocols(version, number, process, laneCount, shared, random);
    for (int i = 0; i < laneCount; i++) {
      String lane = lane(version, number, i);
      Protocol protocol = protocols.apply(i);
      Work files = new Work(lane, number * 100 + i, shared.handles(), random, shared.windsDown());
      Tasks work =
          lockd
              .<Tasks>map(it -> new LockingWork(lane, files, it, shared.handles(), random))
              .orElse(files);
      lanes.add(new Lane(lane, process, protocol, random, shared.history(), work, shared.trace()));
    }
  }

  private static String lane(Version version, int number, int lane) {
    return version.lane() + number + "." + lane;
  }

  private Lockd lockd(
      SimulatedProcess process,
      Shared shared,
      RandomGenerator random,
      Supplier<Optional<String>> resolver) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(name), LOCK_PORT);
    Caller locks = new Caller(process, shared.network(), random, address, resolver, true);
    callers.add(locks);
    Lockd made =
        new Lockd(name, process, new NlmCalls(locks, shared.handles(), name), random, shared);
    HostEar.listen(process, shared.network(), name, made::called);
    return made;
  }

  /** What each lane speaks. */
  private IntFunction<Protocol> protocols(
      Version version,
      int number,
      SimulatedProcess process,
      int laneCount,
      Shared shared,
      RandomGenerator random) {
    long verifier = random.nextLong();
    return switch (version) {
      case V3 ->
          lane -> new Version3(process, caller, shared.handles(), random, shared.verifiers());
      case V3_LOCKING ->
          lane ->
              new Locking3(
                  new Version3(process, caller, shared.handles(), random, shared.verifiers()),
                  lockd.orElseThrow(),
                  lane(version, number, lane));
      case V4_0 -> {
        Client40 client = new Client40(process, caller, name, verifier);
        yield lane -> new Version40(client, shared.handles(), random, shared.verifiers());
      }
      case V4_1 -> {
        Session41 session = new Session41(process, caller, name, verifier, laneCount);
        yield lane -> new Version41(session, lane, shared.handles(), random, shared.verifiers());
      }
    };
  }

  /** The client machine with this number. */
  public static String name(int number) {
    return "192.0.2." + number;
  }

  /** The machine's name in the network. */
  public String name() {
    return name;
  }

  /** Begins to work: so many operations in each lane. */
  public void start(int operations) {
    lanes.forEach(lane -> lane.start(operations));
    lockd.ifPresent(it -> it.restarts().start());
  }

  /** Whether all was asked and answered. */
  public boolean isDone() {
    return lanes.stream().allMatch(Lane::isDone) && lockd.map(Lockd::isQuiet).orElse(true);
  }

  /** What the service may have forgotten in its losses of state, as operations of its own. */
  public List<Operation<Ask, Answer>> forgotten(long end) {
    return lockd.map(it -> it.forgotten(end)).orElse(List.of());
  }

  /** The client hears that the service's address moved. */
  public void addressMoved() {
    callers.forEach(Caller::addressMoved);
  }

  /** Calls without an answer. */
  public List<CallMessage> unanswered() {
    return callers.stream().flatMap(each -> each.unanswered().stream()).toList();
  }
}
