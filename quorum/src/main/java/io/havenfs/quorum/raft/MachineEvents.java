package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.ControlState;
import java.util.concurrent.CompletableFuture;

/** What happens to the local member. Called by Ratis's threads; must not block. */
interface MachineEvents {
  /** The state is {@code state} now: after a command, a restart or a snapshot from elsewhere. */
  void applied(ControlState state);

  /** This member leads in {@code term}, and has applied everything of the terms before. */
  void leaderReady(long term);

  /** This member does not lead any more. */
  void notLeader();

  /** Another member leads. */
  void leaderChanged();

  /** A member asks; see {@link Question}. */
  CompletableFuture<byte[]> asked(byte[] question);
}
