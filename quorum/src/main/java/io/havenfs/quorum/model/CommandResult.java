package io.havenfs.quorum.model;

import java.util.Optional;

/** What became of a command. */
public sealed interface CommandResult {
  /**
   * It was done, or had been done already.
   *
   * @param revision the state's, with the command in it; {@code Quorum.reached} waits for it
   * @param service the service that it was about, after it
   */
  record Accepted(long revision, Optional<ServiceState> service) implements CommandResult {}

  /**
   * It was not done and never will be.
   *
   * @param message why not, for people: names the object and the action
   */
  record Refused(String message) implements CommandResult {}

  /** Whether it was done. */
  default boolean accepted() {
    return this instanceof Accepted;
  }
}
