package io.havenfs.simulation.model;

import java.util.Set;

/** What a client asks of the service. Files are named by their ids, owners by unique names. */
public sealed interface Ask {
  /** Bytes of a unit of contents. */
  int UNIT_BYTES = 512;

  /** Creates a file that must not exist; a client with opens opens it as well. */
  record Create(String name, String opener) implements Ask {}

  /** Opens an existing file. */
  record Open(String name, String opener) implements Ask {}

  /** Gives an open up. */
  record Close(long file, String opener) implements Ask {}

  /** What has the name? */
  record Lookup(String name) implements Ask {}

  /** How many names and units does the file have? */
  record Attributes(long file) implements Ask {}

  /** Which names are there? */
  record Names() implements Ask {}

  /** Reads units. */
  record Read(long file, int from, int count) implements Ask {}

  /**
   * Fills units with {@code tag}.
   *
   * @param stable whether it is asked to be on stable storage before the answer
   */
  record Write(long file, int from, int count, long tag, boolean stable) implements Ask {}

  /**
   * A part of an unstable write that others may see before the rest: the file gets as long as the
   * write will make it. Happens when the only server is killed between the two; the write is not
   * answered then, and is done when it is sent again.
   */
  record Extend(long file, int units) implements Ask {}

  /**
   * An execution of a write that was executed once more later: NFS writes are repeatable, not
   * remembered. Does nothing to a file that is gone.
   */
  record FirstWrite(Write write) implements Ask {}

  /** Cuts or extends the file. */
  record Resize(long file, int units) implements Ask {}

  /**
   * The service says that it may have lost unstable writes: it has another write verifier now.
   *
   * @param tags those of the writes that nobody was told to be on stable storage
   */
  record Forget(Set<Long> tags) implements Ask {
    public Forget {
      tags = Set.copyOf(tags);
    }
  }

  /** Has everything written before on stable storage. */
  record Commit(long file) implements Ask {}

  /** Removes a name. */
  record Remove(String name) implements Ask {}

  /** Renames, replacing what has the new name. */
  record Rename(String from, String to) implements Ask {}

  /** Gives a file one more name. */
  record Link(long file, String name) implements Ask {}

  /** Locks a unit, exclusively, for the opener. */
  record Lock(long file, int unit, String opener) implements Ask {}

  /** Unlocks a unit. */
  record Unlock(long file, int unit, String opener) implements Ask {}

  /** What hosts without leases ask for, which lock without opening (NLM). */
  sealed interface HostAsk extends Ask {}

  /**
   * Locks a unit, and waits for it. One that gave up may have had the lock before it said so; a
   * {@link Retreat} follows.
   */
  record Await(long file, int unit, String opener) implements HostAsk {}

  /** Says that it waits no more, and had it the lock it has it no more. */
  record Retreat(long file, int unit, String opener) implements HostAsk {}

  /** Locks a unit if it is free; may be given up as well, in a grace period. */
  record TryLock(long file, int unit, String opener) implements HostAsk {}

  /** Would the unit be had? */
  record TestLock(long file, int unit, String opener) implements HostAsk {}

  /** Unlocks a unit, whether it has it or not. */
  record Release(long file, int unit, String opener) implements HostAsk {}

  /** Has restarted: what the openers had is free. */
  record Restart(Set<String> openers) implements HostAsk {
    public Restart {
      openers = Set.copyOf(openers);
    }
  }
}
