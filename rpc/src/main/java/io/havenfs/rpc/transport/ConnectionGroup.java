package io.havenfs.rpc.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints of one server, or of clients, on one event loop: what they occupy together, counted
 * against this loop's share of the limits. Used on the loop only, but for {@link #counters}.
 */
final class ConnectionGroup {
  /**
   * Complaints about peers that are logged within {@link #COMPLAINT_TICKS}; the rest is counted.
   */
  private static final int MAX_COMPLAINTS = 10;

  private static final int COMPLAINT_TICKS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGroup.class);

  private final LoopContext context;
  private final ProgramTable programs;
  private final RpcLimits limits;
  private final FaultHandler faults;
  private final LoopCounters counters = new LoopCounters();
  private final int maxCalls;
  private final long maxBytes;
  private final Set<Endpoint> endpoints = new HashSet<>();
  private final ArrayDeque<StreamConnection> waiting = new ArrayDeque<>();
  private int calls;
  private long bytes;
  private boolean draining;
  private int complaints;
  private int ticks;

  /** The group on one of {@code loops} event loops among which the limits are divided. */
  ConnectionGroup(
      LoopContext context,
      ProgramTable programs,
      RpcLimits limits,
      int loops,
      FaultHandler faults) {
    this.context = context;
    this.programs = programs;
    this.limits = limits;
    this.faults = faults;
    this.maxCalls = Math.max(1, limits.calls() / loops);
    this.maxBytes = Math.max(limits.recordBytes(), limits.bytes() / loops);
  }

  LoopContext context() {
    return context;
  }

  ProgramTable programs() {
    return programs;
  }

  RpcLimits limits() {
    return limits;
  }

  FaultHandler faults() {
    return faults;
  }

  LoopCounters counters() {
    return counters;
  }

  boolean isDraining() {
    return draining;
  }

  void add(Endpoint endpoint) {
    endpoints.add(endpoint);
    if (endpoint.isStream()) {
      counters.connectionOpened();
    }
  }

  void remove(Endpoint endpoint) {
    if (endpoints.remove(endpoint) && endpoint.isStream()) {
      waiting.remove(endpoint);
      counters.connectionClosed();
    }
  }

  void callBegun(int recordBytes) {
    calls++;
    bytes += recordBytes;
  }

  void callFinished(int recordBytes) {
    calls--;
    bytes -= recordBytes;
  }

  void incompleteBytes(int change) {
    bytes += change;
  }

  /** Whether no connection of the group may begin another call. */
  boolean isExhausted() {
    return calls >= maxCalls || bytes >= maxBytes;
  }

  /** Has the connection resumed when the group is no longer exhausted. */
  void waitForRoom(StreamConnection connection) {
    if (!waiting.contains(connection)) {
      waiting.add(connection);
    }
  }

  /** Resumes waiting connections, first come first served, while there is room. */
  void wakeWaiting() {
    for (int i = waiting.size(); i > 0 && !isExhausted(); i--) {
      waiting.remove().resumeInTurn();
    }
  }

  /** Logs why a peer's connection is closed, unless too much was said about peers lately. */
  void complain(Endpoint peer, String reason) {
    if (++complaints <= MAX_COMPLAINTS) {
      LOG.warn("{}: closed: {}", peer, reason);
    } else {
      LOG.debug("{}: closed: {}", peer, reason);
    }
  }

  /** Looks after time-outs; every {@link Endpoint#TICK_MILLIS}. */
  void tick() {
    if (++ticks % COMPLAINT_TICKS == 0) {
      if (complaints > MAX_COMPLAINTS) {
        LOG.warn("{} more connections were closed", complaints - MAX_COMPLAINTS);
      }
      complaints = 0;
    }
    snapshot().forEach(Endpoint::tick);
    wakeWaiting();
  }

  /** Has every connection finish its calls and close. */
  void drain() {
    draining = true;
    snapshot().forEach(Endpoint::drain);
  }

  /** Closes every connection now. */
  void closeAll() {
    draining = true;
    snapshot().forEach(Endpoint::close);
  }

  private List<Endpoint> snapshot() {
    return new ArrayList<>(endpoints);
  }
}
