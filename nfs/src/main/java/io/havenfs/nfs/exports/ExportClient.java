package io.havenfs.nfs.exports;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What is remembered of a client: its names, and what one table decided about it. */
final class ExportClient {
  /** Decisions by the table's index; null where none was made yet. */
  private record Decisions(
      Exports.Loaded loaded, AtomicReferenceArray<@Nullable ExportDecision> byIndex) {
    private Decisions(Exports.Loaded loaded) {
      this(loaded, new AtomicReferenceArray<>(loaded.table().size()));
    }
  }

  private final InetAddress address;
  private final HostNames hostNames;
  private final Executor lookups;
  private final AtomicBoolean lookupStarted = new AtomicBoolean();
  private final CompletableFuture<List<String>> names = new CompletableFuture<>();
  private volatile @Nullable Decisions decisions;

  ExportClient(InetAddress address, HostNames hostNames, Executor lookups) {
    this.address = address;
    this.hostNames = hostNames;
    this.lookups = lookups;
  }

  ExportDecision access(Exports.Loaded loaded, int fsid) {
    int index = loaded.table().indexOf(fsid);
    if (index < 0) {
      return ExportDecision.REFUSED;
    }
    Decisions current = decisions;
    if (current == null || current.loaded != loaded) {
      current = new Decisions(loaded);
      decisions = current; // a racing thread's table costs no more than deciding again
    }
    ExportDecision known = current.byIndex.get(index);
    return known != null ? known : decide(current, index);
  }

  private ExportDecision decide(Decisions current, int index) {
    ExportDecision decision = decision(current.loaded, current.loaded.table().at(index));
    if (!(decision instanceof ExportDecision.Pending)) {
      current.byIndex.set(index, decision);
    }
    return decision;
  }

  /** The first rule that matches decides, for rules are in the order of how specific they are. */
  private ExportDecision decision(Exports.Loaded loaded, Export export) {
    for (ClientRule rule : export.rules()) {
      Optional<Boolean> match = matches(loaded, rule.client());
      if (match.isEmpty()) {
        return ExportDecision.PENDING;
      }
      if (match.get()) {
        return new ExportDecision.Granted(new ExportAccess(export, rule.options()));
      }
    }
    return ExportDecision.REFUSED;
  }

  private Optional<Boolean> matches(Exports.Loaded loaded, ClientPattern pattern) {
    return switch (pattern) {
      case ClientPattern.Anyone anyone -> Optional.of(true);
      case ClientPattern.Network network -> Optional.of(network.contains(address));
      case ClientPattern.Host host -> Optional.of(loaded.isHost(host.name(), address));
      case ClientPattern.Names wanted ->
          namesNow().map(known -> known.stream().anyMatch(wanted.pattern()::matches));
    };
  }

  private Optional<List<String>> namesNow() {
    startLookup();
    return names.isDone() ? Optional.of(names.join()) : Optional.empty();
  }

  private void startLookup() {
    if (!lookupStarted.get() && lookupStarted.compareAndSet(false, true)) {
      try {
        lookups.execute(this::lookUp);
      } catch (RejectedExecutionException e) {
        lookupStarted.set(false); // too many at once: the next question tries again
      }
    }
  }

  // A resolver that fails must not leave the client waiting for ever: it has no names then.
  private void lookUp() {
    List<String> found = List.of();
    try {
      found = List.copyOf(hostNames.names(address));
    } finally {
      names.complete(found);
    }
  }

  void whenNamed(Runnable action) {
    startLookup();
    CompletableFuture<Void> _ = names.thenRun(action);
  }
}
