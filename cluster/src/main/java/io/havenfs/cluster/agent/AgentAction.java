package io.havenfs.cluster.agent;

import io.havenfs.quorum.model.View;

/** What an agent's driver has to do; the outcome comes back as an input. */
public sealed interface AgentAction {
  /** The replica obeys the primary of {@code epoch} or a later one. */
  record Follow(long epoch) implements AgentAction {}

  /**
   * Everybody else who may have the shared storage open is cut off from it, and the quorum told:
   * Fenced or NotFenced.
   */
  record Fence(long epoch) implements AgentAction {}

  /** The shared storage is made reachable, taken and opened: Acquired, NotAcquired or Unusable. */
  record Acquire(long epoch) implements AgentAction {}

  /** What was acquired is closed and released, and the quorum told: LetGo. */
  record LetGo(long epoch) implements AgentAction {}

  /** Tells the quorum that another node has to serve; NotAgreed, or it will be seen. */
  record GiveUp(long epoch) implements AgentAction {}

  /** The replica leads by {@code view}: Led or NotLed. */
  record Lead(View view) implements AgentAction {}

  /** A newer view of the same epoch. */
  record NewView(View view) implements AgentAction {}

  /** The replica stops deciding and answering, at once. */
  record StopLeading() implements AgentAction {}

  /** Protocols and addresses come up: Opened or NotOpened. */
  record Open(long epoch) implements AgentAction {}

  /** They go down, after an opening that may be under way: Closed. */
  record Close() implements AgentAction {}

  /** Nothing new is decided: Drained. */
  record Drain(long epoch) implements AgentAction {}

  /** Proposes {@code view}, as the primary before it; NotAgreed, or it will be seen. */
  record Propose(View view) implements AgentAction {}
}
