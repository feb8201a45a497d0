package io.havenfs.engine.client.host;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ClientAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lock that a host waits for, or one that it was given so.
 *
 * @param hostId who waits
 * @param owner for which of its owners
 * @param range what it wants
 * @param stage how far it has come
 * @param before what of the range the owner had when it was given the whole, and gets back if it
 *     cancels
 * @param callback how it is to be told; not interpreted here
 */
public record LockWait(
    long hostId,
    Owner owner,
    LockRange range,
    Stage stage,
    List<LockRange> before,
    Callback callback) {

  /** From a request to the end of the lock. */
  public enum Stage {
    /** The range is not locked yet. */
    WAITING(0),
    /** It is locked, and the host is to be told. */
    GRANTED(1),
    /**
     * The host has answered. It may have cancelled before it heard, and says so later: that is
     * remembered until it unlocks.
     */
    TOLD(2);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    /** How it is stored. */
    int code() {
      return code;
    }

    static Stage of(int code) {
      return Stream.of(values())
          .filter(stage -> stage.code == code)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("stage " + code));
    }
  }

  /**
   * How the host asked, and so how it is called.
   *
   * @param version the version of NLM
   * @param service the address of ours that it asked
   * @param messages whether it asked with a message, and expects one
   * @param handle the file's handle as it sent it
   */
  public record Callback(int version, ClientAddress service, boolean messages, Bytes handle) {}

  public LockWait {
    before = List.copyOf(before);
  }

  static LockWait waiting(long hostId, Owner owner, LockRange range, Callback callback) {
    return new LockWait(hostId, owner, range, Stage.WAITING, List.of(), callback);
  }

  /** Whether the range is not locked yet. */
  public boolean waits() {
    return stage == Stage.WAITING;
  }

  /** Whether it is locked, and the host is to be told. */
  public boolean granted() {
    return stage == Stage.GRANTED;
  }

  LockWait grant(List<LockRange> had) {
    return new LockWait(hostId, owner, range, Stage.GRANTED, had, callback);
  }

  LockWait told() {
    return new LockWait(hostId, owner, range, Stage.TOLD, before, callback);
  }

  boolean isOf(long id, Owner theirs) {
    return hostId == id && owner.equals(theirs);
  }
}
