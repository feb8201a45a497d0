package io.havenfs.replication.primary;

import io.havenfs.engine.core.CopyFiles;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Comparisons of this copy with those of peers. Owned by the sequencer. */
final class Comparing {
  private static final int FILES_PER_FRAME = 4096;

  private final Sequencer sequencer;
  private final Map<Long, Round> rounds = new HashMap<>();
  private long lastId;

  Comparing(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  /** A comparison under way: who has not answered, and what the others said. */
  private record Round(
      Set<String> waitsFor,
      Map<String, Comparison.Difference> differences,
      Consumer<Comparison> done) {}

  /** Begins; the peers were told that everything applied here is committed. */
  void start(List<Peer> peers, Consumer<Comparison> done) {
    if (peers.isEmpty()) {
      done.accept(new Comparison(Map.of()));
      return;
    }
    long id = ++lastId;
    Map<String, Link> links = new HashMap<>();
    for (Peer peer : peers) {
      peer.link().ifPresent(link -> links.put(peer.name(), link));
    }
    rounds.put(id, new Round(new HashSet<>(links.keySet()), new HashMap<>(), done));
    for (Link link : links.values()) {
      link.send(new Frame.Compare(id));
    }
    CopyFiles.TablesSnapshot snapshot = sequencer.files().snapshot();
    List<Long> files = new ArrayList<>();
    List<CopyFiles.TablesDigest> digest = new ArrayList<>();
    sequencer
        .ports()
        .background(
            () -> {
              digest.add(snapshot.digest());
              snapshot.close();
              files.addAll(sequencer.files().dataIds());
            },
            () -> links.values().forEach(link -> send(link, id, digest.getFirst(), files)));
  }

  private static void send(Link link, long id, CopyFiles.TablesDigest digest, List<Long> files) {
    for (int from = 0; from < files.size(); from += FILES_PER_FRAME) {
      link.send(
          new Frame.Files(files.subList(from, Math.min(files.size(), from + FILES_PER_FRAME))));
    }
    link.send(new Frame.Digest(id, digest.rows(), digest.checksum()));
    link.flush();
  }

  /** A peer is done. */
  void compared(String peer, Frame.Compared answer) {
    Round round = rounds.get(answer.id());
    if (round != null && round.waitsFor().remove(peer)) {
      round
          .differences()
          .put(
              peer,
              new Comparison.Difference(
                  answer.bytes(), answer.differentRows(), answer.differentBlocks()));
      finishIfDone(answer.id(), round);
    }
  }

  /** A peer is gone: it will not answer. */
  void gone(String peer) {
    for (Map.Entry<Long, Round> each : List.copyOf(rounds.entrySet())) {
      if (each.getValue().waitsFor().remove(peer)) {
        finishIfDone(each.getKey(), each.getValue());
      }
    }
  }

  private void finishIfDone(long id, Round round) {
    if (round.waitsFor().isEmpty()) {
      rounds.remove(id);
      round.done().accept(new Comparison(round.differences()));
    }
  }
}
