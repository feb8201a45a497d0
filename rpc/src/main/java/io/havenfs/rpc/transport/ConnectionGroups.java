package io.havenfs.rpc.transport;

import io.havenfs.rpc.RpcProgram;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The connection groups of one server or client, one for each event loop. */
final class ConnectionGroups {
  private final EventLoops loops;
  private final Map<EventLoop, ConnectionGroup> groups = new HashMap<>();
  private final List<Future<?>> ticking = new ArrayList<>();

  ConnectionGroups(
      EventLoops loops,
      Collection<? extends RpcProgram> programs,
      RpcLimits limits,
      FaultHandler faults) {
    this.loops = loops;
    ProgramTable table = new ProgramTable(programs);
    for (LoopContext context : loops.contexts()) {
      ConnectionGroup group = new ConnectionGroup(context, table, limits, loops.size(), faults);
      groups.put(context.loop(), group);
      ticking.add(
          context
              .loop()
              .scheduleAtFixedRate(
                  group::tick, Endpoint.TICK_MILLIS, Endpoint.TICK_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  EventLoops loops() {
    return loops;
  }

  /** The group of a registered channel's event loop. */
  ConnectionGroup of(Channel channel) {
    ConnectionGroup group = groups.get(channel.eventLoop());
    if (group == null) {
      throw new IllegalArgumentException("not on one of our event loops: " + channel);
    }
    return group;
  }

  /** Makes the channel, just registered, one of these connections. */
  StreamConnection join(Channel channel) {
    StreamConnection connection = new StreamConnection(loops, channel, of(channel));
    channel.pipeline().addLast(connection);
    return connection;
  }

  /** Makes the UDP socket, just registered, one that serves. */
  void serveDatagrams(Channel channel) {
    channel.pipeline().addLast(new DatagramService(loops, channel, of(channel)));
  }

  /** Makes the UDP socket, just registered, one that calls the peer that it is connected to. */
  void callOverDatagrams(Channel channel) {
    channel.pipeline().addLast(new DatagramCaller(loops, channel, of(channel)));
  }

  /** Does something to each group on its event loop, unless that has stopped. */
  void onEachLoop(Consumer<ConnectionGroup> action) {
    for (ConnectionGroup group : groups.values()) {
      try {
        group.context().loop().execute(() -> action.accept(group));
      } catch (RejectedExecutionException stopped) {
        // Its connections have been closed with it.
      }
    }
  }

  /** Closes all connections and stops looking after time-outs. */
  void close() {
    ticking.forEach(tick -> tick.cancel(false));
    onEachLoop(ConnectionGroup::closeAll);
  }

  RpcStatistics statistics() {
    RpcStatistics sum = RpcStatistics.ZERO;
    for (ConnectionGroup group : groups.values()) {
      sum = sum.plus(group.counters().read());
    }
    return sum;
  }
}
