package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.CommandResult.Refused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this process known to the cluster, as often as that takes: a node that joins may start
 * before it has been added. For all threads.
 */
final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final long AGAIN_MILLIS = 200;

  private final Submitter submitter;
  private final Loop loop;
  private final NodeStarted started;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final CompletableFuture<Void> registered = new CompletableFuture<>();

  Registration(Submitter submitter, Loop loop, NodeStarted started) {
    this.submitter = submitter;
    this.loop = loop;
    this.started = started;
  }

  CompletableFuture<Void> registered() {
    return registered;
  }

  /** Registers, unless that is being done already. */
  void register() {
    if (underWay.compareAndSet(false, true)) {
      attempt();
    }
  }

  private void attempt() {
    var _ =
        submitter
            .submit(started)
            .whenComplete(
                (result, problem) -> {
                  if (problem == null && result.accepted()) {
                    underWay.set(false);
                    registered.complete(null);
                  } else {
                    if (problem == null) {
                      tell(result);
                    }
                    loop.after(AGAIN_MILLIS, this::attempt);
                  }
                });
  }

  private void tell(CommandResult result) {
    if (result instanceof Refused refused && !told.getAndSet(true)) {
      LOG.info("not registered yet: {}", refused.message());
    }
  }
}
