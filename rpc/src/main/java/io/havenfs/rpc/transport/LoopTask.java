package io.havenfs.rpc.transport;

import org.jspecify.annotations.Nullable;

/**
 * Something to be done on an event loop; a link in its queue, so that queueing allocates nothing.
 */
abstract class LoopTask {
  /** The next in whichever list this is in; belongs to the list's owner. */
  @Nullable LoopTask next;

  /** Does it, on the event loop. */
  abstract void run();

  /** Lets go of what the task holds: the event loop has stopped. */
  abstract void abandon();
}
