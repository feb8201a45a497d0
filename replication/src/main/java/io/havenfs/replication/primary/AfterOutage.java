package io.havenfs.replication.primary;

import io.havenfs.engine.core.Sequencer;
import io.havenfs.replication.Comparison;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the copies after an outage in which all that were in sync lost what was not durable: of
 * entries that every log lost, each data file may still hold another part. Owned by the sequencer.
 *
 * <p>That they have to be compared is in the replicated state, so it is not forgotten when another
 * copy leads meanwhile. Each peer is compared once it is in sync, one at a time.
 */
final class AfterOutage {
  private static final Logger LOG = LoggerFactory.getLogger(AfterOutage.class);

  private final Sequencer sequencer;
  private final Peers peers;
  private final Comparing comparing;
  private final Set<String> compared = new HashSet<>();
  private Optional<String> underWay = Optional.empty();
  private boolean ended;

  AfterOutage(Sequencer sequencer, Peers peers, Comparing comparing) {
    this.sequencer = sequencer;
    this.peers = peers;
    this.comparing = comparing;
  }

  /** Begins the next comparison, or ends the matter. To be called while changes are decided. */
  void proceed() throws IOException {
    if (ended || underWay.isPresent() || !sequencer.mayDiffer()) {
      return;
    }
    if (peers.all().stream().allMatch(peer -> compared.contains(peer.name()))) {
      ended = true;
      sequencer.compared();
      return;
    }
    peers.inSync().stream()
        .filter(peer -> !compared.contains(peer.name()))
        .findFirst()
        .ifPresent(this::compare);
  }

  private void compare(Peer peer) {
    underWay = Optional.of(peer.name());
    comparing.start(List.of(peer), comparison -> compared(peer.name(), comparison));
  }

  private void compared(String name, Comparison comparison) {
    underWay = Optional.empty();
    if (comparison.peers().containsKey(name)) {
      compared.add(name);
      LOG.info("compared after an outage: {}", comparison);
    }
  }
}
