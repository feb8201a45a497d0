package io.havenfs.replication.primary;

import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicaStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The other copies of the service. Owned by the sequencer. */
final class Peers {
  private final String self;
  private final Map<String, Peer> byName = new TreeMap<>();
  private List<Peer> all = List.of();

  /** None yet, for the copy of node {@code self}. */
  Peers(String self) {
    this.self = self;
  }

  /**
   * Takes over what a view says; returns those to be left: who has no part in it any more, who is
   * removed, and whose connection leads to an earlier process.
   */
  List<Peer> take(Leadership leadership, long nanoTime) {
    List<Peer> left = new ArrayList<>();
    for (Map.Entry<String, Long> replica : leadership.replicas().entrySet()) {
      if (!replica.getKey().equals(self)) {
        Peer peer =
            byName.computeIfAbsent(replica.getKey(), unknown -> new Peer(unknown, nanoTime));
        if (peer.restarted(replica.getValue())) {
          left.add(peer);
        }
      }
    }
    List<Peer> gone = new ArrayList<>();
    for (Peer peer : byName.values()) {
      boolean inView = leadership.inSync().contains(peer.name());
      if (inView && !peer.inView()) {
        peer.owesNothing(nanoTime);
      }
      peer.inView(inView);
      if (!peer.counts() && !leadership.replicas().containsKey(peer.name())) {
        gone.add(peer);
      }
    }
    gone.forEach(peer -> byName.remove(peer.name()));
    all = List.copyOf(byName.values());
    left.addAll(gone);
    return left;
  }

  /** All, in the order of their names. */
  List<Peer> all() {
    return all;
  }

  Optional<Peer> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether entries wait for the acknowledgement of the peer {@code name}. */
  boolean counts(String name) {
    return named(name).filter(Peer::counts).isPresent();
  }

  /** Those for whose acknowledgement entries wait. */
  Set<String> counted() {
    Set<String> names = new HashSet<>();
    for (Peer peer : all) {
      if (peer.counts()) {
        names.add(peer.name());
      }
    }
    return names;
  }

  /** Those that count and get entries as they are decided. */
  List<Peer> inSync() {
    return all.stream().filter(peer -> peer.counts() && peer.phase() == Peer.Phase.LIVE).toList();
  }

  /** The least of what those that count have. */
  long least(ToLongFunction<Peer> what) {
    long least = Long.MAX_VALUE;
    for (Peer peer : all) {
      if (peer.counts()) {
        least = Math.min(least, what.applyAsLong(peer));
      }
    }
    return least;
  }

  /**
   * Whether one of those that get entries as they are decided has more than so much to acknowledge;
   * those that are nearly up to date, too, which would never be if they were left behind again.
   */
  boolean owesMoreThan(long bytes) {
    for (Peer peer : all) {
      if ((peer.counts() || peer.phase() == Peer.Phase.LIVE) && peer.outstanding() > bytes) {
        return true;
      }
    }
    return false;
  }

  /** From which entry on the log is needed for those being brought up to date; 0 for none. */
  long neededSn() {
    long sn = 0;
    for (Peer peer : all) {
      if (peer.phase() == Peer.Phase.CATCHING_UP || peer.phase() == Peer.Phase.LOADING) {
        long next = peer.place().sn();
        sn = sn == 0 ? next : Math.min(sn, next);
      }
    }
    return sn;
  }

  Map<String, ReplicaStatus.PeerStatus> status(long decidedSn) {
    Map<String, ReplicaStatus.PeerStatus> status = new HashMap<>();
    all.forEach(peer -> status.put(peer.name(), peer.status(decidedSn)));
    return status;
  }

  void clear() {
    byName.clear();
    all = List.of();
  }
}
