package io.havenfs.cluster.agent;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.Custody.Holder;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Severity;
import io.havenfs.quorum.model.Storage.Shared;
import io.havenfs.quorum.model.Timeline.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the {@link AgentMachine} wants done with a service's shared storage. All methods run on
 * the agent's worker, and may block.
 *
 * <p>Who is fenced: every holder on another node that has not left, unless its process is known to
 * have ended and the storage is reachable without a command. Where a command makes it reachable (a
 * mount), the host that had it goes on having it, and may write what its dead process left in
 * memory: then the end of the process is not enough.
 */
final class StorageKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(StorageKeeper.class);

  /** The leader may have heard of a process's end a moment before this node does. */
  private static final Duration NEWS_PATIENCE = Duration.ofMillis(200);

  private final Quorum quorum;
  private final ServiceId service;
  private final ServiceStorage storage;
  private final ProcessEndings endings;
  private final Answers answers;
  private final Set<Holder> cutOff = new HashSet<>();
  private String lastNote = "";

  /** Where the outcomes go. Any thread. */
  interface Answers {
    /** At once. */
    void now(AgentInput input);

    /** After a while: it is time to try again. */
    void later(AgentInput input);

    /** For operators. */
    void note(Severity severity, String text);
  }

  StorageKeeper(
      Quorum quorum,
      ServiceId service,
      ServiceStorage storage,
      ProcessEndings endings,
      Answers answers) {
    this.quorum = quorum;
    this.service = service;
    this.storage = storage;
    this.endings = endings;
    this.answers = answers;
  }

  /** Cuts off all holders but this node, and tells the quorum. */
  void fence(long epoch, TakeoverLog log) {
    try {
      ServiceState now = current(epoch);
      List<Holder> others = now.custody().others(quorum.self());
      for (Holder other : others) {
        fence(now, other, epoch);
      }
      if (others.isEmpty()) {
        log.stamp(Step.FENCED);
        answers.now(new AgentInput.Fenced(epoch));
      } else {
        toldGone(epoch, log);
      }
    } catch (IOException | RuntimeException e) {
      noteOnce(Severity.ERROR, "waits until it is safe to open its storage: " + e.getMessage());
      answers.later(new AgentInput.NotFenced(epoch));
    }
  }

  private void fence(ServiceState now, Holder other, long epoch) throws IOException {
    if (cutOff.contains(other) || isHarmless(now, other)) {
      return;
    }
    current(epoch); // the right to cut anybody off may have gone meanwhile
    answers.note(Severity.WARNING, "cutting node " + other.node() + " off from its storage");
    storage.fence(now, other.node(), epoch);
    answers.note(Severity.INFO, "node " + other.node() + " is cut off from its storage");
    cutOff.add(other);
  }

  private boolean isHarmless(ServiceState now, Holder other) {
    boolean mounted = now.spec().storage() instanceof Shared shared && shared.acquire().isPresent();
    if (mounted) {
      return false;
    }
    long known = quorum.state().incarnation(other.node());
    return known > other.incarnation()
        || endings.hasEnded(other.node(), other.incarnation(), NEWS_PATIENCE);
  }

  private void toldGone(long epoch, TakeoverLog log) {
    submitted(
        new Command.HoldersGone(service, epoch, quorum.self()),
        accepted -> {
          if (accepted) {
            log.stamp(Step.FENCED);
            answers.now(new AgentInput.Fenced(epoch));
          } else {
            answers.later(new AgentInput.NotFenced(epoch));
          }
        });
  }

  /** Acquires and opens. */
  void acquire(long epoch, TakeoverLog log) {
    try {
      ServiceState now = current(epoch);
      storage.acquire(now, epoch);
      log.stamp(Step.ACQUIRED);
      storage.open(now, epoch, () -> answers.now(new AgentInput.Unusable(epoch)));
      log.stamp(Step.OPENED);
      lastNote = "";
      answers.now(new AgentInput.Acquired(epoch));
    } catch (StorageBusyException e) {
      noteOnce(Severity.WARNING, "waits for its storage: " + e.getMessage());
      answers.later(new AgentInput.NotAcquired(epoch));
    } catch (IOException | RuntimeException e) {
      LOG.error("service {}: its storage cannot be opened here", service, e);
      noteOnce(Severity.ERROR, "its storage cannot be opened here: " + e.getMessage());
      answers.later(new AgentInput.Unusable(epoch));
    }
  }

  /** Closes and releases, and tells the quorum; whatever fails, the answer is that it is let go. */
  void letGo(long epoch) {
    try {
      storage.release();
    } catch (IOException | RuntimeException e) {
      LOG.error("service {}: its storage is not released", service, e);
      answers.note(Severity.ERROR, "its storage is not released: " + e.getMessage());
      answers.now(new AgentInput.LetGo());
      return;
    }
    submitted(
        new Command.HolderLeft(service, quorum.self(), epoch),
        _ -> answers.now(new AgentInput.LetGo()));
  }

  private void submitted(Command command, Consumer<Boolean> then) {
    quorum
        .submit(command)
        .whenComplete(
            (result, failure) -> {
              if (!(result instanceof CommandResult.Accepted)) {
                LOG.info("service {}: not agreed: {}", service, failure == null ? result : failure);
              }
              then.accept(result instanceof CommandResult.Accepted);
            });
  }

  /** The service, as long as this node is its primary in {@code epoch}, and may be. */
  private ServiceState current(long epoch) throws IOException {
    ServiceState now =
        quorum
            .state()
            .service(service)
            .orElseThrow(() -> new IOException("service " + service + " has been deleted"));
    if (!quorum.serves(service, epoch)) {
      throw new IOException("node " + quorum.self() + " has lost the right to serve it");
    }
    return now;
  }

  private void noteOnce(Severity severity, String text) {
    if (!text.equals(lastNote)) {
      lastNote = text;
      answers.note(severity, text);
    }
  }
}
