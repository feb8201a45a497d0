package io.havenfs.engine.client.open;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stateid is good for something (RFC 8881 §8.2.4, §9.1.2). Reads only, so it works on the
 * committed view on any thread and on a transaction. The compound's current stateid must have been
 * put in by the caller.
 */
public final class StateChecks {
  private StateChecks() {}

  /**
   * Checks that a client may read ({@link ShareModes#READ}) or write a file under {@code stateid}.
   * A read under an open for writing is allowed, since clients have to fill their caches around
   * what they write. Throws BAD_STATEID, OLD_STATEID, OPEN_MODE or, for the anonymous stateid,
   * LOCKED.
   */
  public static void io(View view, long clientId, Stateid stateid, long fileId, int access) {
    if (stateid.isAnonymous()) {
      if (access == ShareModes.WRITE || stateid.equals(Stateid.ANONYMOUS)) {
        anonymousIo(view, fileId, access);
      }
      return;
    }
    State state = find(view, clientId, stateid, fileId);
    int granted = openOf(view, stateid, state).access();
    boolean allowed = access == ShareModes.READ ? granted != 0 : (granted & access) == access;
    if (!allowed) {
      throw FsException.of(Status.OPEN_MODE);
    }
  }

  /**
   * Checks I/O by somebody who has not opened the file: NFSv3, or the anonymous stateid. Throws
   * LOCKED when a share reservation denies it. Reservations made through NLM bind only those who
   * make such themselves: the host that has one does its I/O in the same anonymous way.
   */
  public static void anonymousIo(View view, long fileId, int access) {
    FileStates.scan(
        view,
        fileId,
        (key, state) -> {
          if (state instanceof State.Open open
              && open.clientId() > 0
              && (open.deny() & access) != 0) {
            throw FsException.of(Status.LOCKED);
          }
          return true;
        });
  }

  /** The state that a stateid names, whoever's it is and whatever its sequence; null if none. */
  public static @Nullable State named(View view, Stateid stateid) {
    return view.get(StateTables.STATES, stateid.key());
  }

  /** The state that a stateid of the client names, on whatever file; throws when it names none. */
  public static State find(View view, long clientId, Stateid stateid) {
    State state = view.get(StateTables.STATES, stateid.key());
    if (state == null && TakenStates.contains(view, clientId, stateid)) {
      throw FsException.of(Status.ADMIN_REVOKED);
    }
    if (state == null || state.clientId() != clientId) {
      throw FsException.of(Status.BAD_STATEID);
    }
    if (stateid.sequence() != 0 && stateid.sequence() != state.sequence()) {
      boolean future = stateid.sequence() - state.sequence() > 0;
      throw FsException.of(future ? Status.BAD_STATEID : Status.OLD_STATEID);
    }
    return state;
  }

  /** What {@link #find(View, long, Stateid)} finds, if it is a state of {@code fileId}. */
  static State find(View view, long clientId, Stateid stateid, long fileId) {
    if (stateid.fileId() != fileId) {
      throw FsException.of(Status.BAD_STATEID);
    }
    return find(view, clientId, stateid);
  }

  /** The open that a stateid names; throws BAD_STATEID when it names something else. */
  static State.Open open(View view, long clientId, Stateid stateid, long fileId) {
    if (find(view, clientId, stateid, fileId) instanceof State.Open open) {
      return open;
    }
    throw FsException.of(Status.BAD_STATEID);
  }

  /** The lock holder that a stateid names; throws BAD_STATEID when it names something else. */
  static State.LockHolder holder(View view, long clientId, Stateid stateid, long fileId) {
    if (find(view, clientId, stateid, fileId) instanceof State.LockHolder holder) {
      return holder;
    }
    throw FsException.of(Status.BAD_STATEID);
  }

  /** The open itself, or the one under which a lock holder locks. */
  static State.Open openOf(View view, Stateid stateid, State state) {
    return switch (state) {
      case State.Open open -> open;
      case State.LockHolder holder -> {
        StateKey key = new StateKey(stateid.fileId(), holder.open());
        if (view.get(StateTables.STATES, key) instanceof State.Open open) {
          yield open;
        }
        throw FsException.of(Status.BAD_STATEID);
      }
    };
  }
}
