package io.havenfs.rpc;

import java.util.Arrays;

/** Who calls, as the call's credential says (RFC 5531 section 8.2). Immutable. */
public sealed interface Credential {
  /** The most bytes that the body of a credential or verifier may have (RFC 5531 section 8.2). */
  int MAX_BODY = 400;

  /** AUTH_NONE. */
  Credential NONE = new None();

  /** The number of the flavour on the wire. */
  int flavor();

  /** AUTH_NONE: nobody in particular. */
  record None() implements Credential {
    @Override
    public int flavor() {
      return 0;
    }
  }

  /** AUTH_SYS (RFC 5531 appendix A): what a trusted client says of its user. */
  final class Sys implements Credential {
    /** The most bytes in the machine's name. */
    public static final int MAX_MACHINE = 255;

    /** The most supplementary groups. */
    public static final int MAX_GIDS = 16;

    private final int stamp;
    private final String machine;
    private final int uid;
    private final int gid;
    private final int[] gids;

    /** A credential; {@code gids} is copied. */
    public Sys(int stamp, String machine, int uid, int gid, int... gids) {
      if (machine.length() > MAX_MACHINE || gids.length > MAX_GIDS) {
        throw new IllegalArgumentException("machine name or list of groups too long");
      }
      this.stamp = stamp;
      this.machine = machine;
      this.uid = uid;
      this.gid = gid;
      this.gids = gids.clone();
    }

    @Override
    public int flavor() {
      return 1;
    }

    /** An arbitrary number that the caller chose. */
    public int stamp() {
      return stamp;
    }

    /** The caller's machine, as it calls itself. */
    public String machine() {
      return machine;
    }

    /** The user's number (unsigned). */
    public int uid() {
      return uid;
    }

    /** The number of the user's primary group (unsigned). */
    public int gid() {
      return gid;
    }

    /** A copy of the supplementary groups' numbers, in the order sent. */
    public int[] gids() {
      return gids.clone();
    }

    /** How many supplementary groups there are. */
    public int gidCount() {
      return gids.length;
    }

    /** The supplementary group at {@code index}; without a copy. */
    public int gid(int index) {
      return gids[index];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sys that
          && stamp == that.stamp
          && uid == that.uid
          && gid == that.gid
          && machine.equals(that.machine)
          && Arrays.equals(gids, that.gids);
    }

    @Override
    public int hashCode() {
      return (uid * 31 + gid) * 31 + Arrays.hashCode(gids);
    }

    @Override
    public String toString() {
      return "AUTH_SYS "
          + machine
          + " "
          + Integer.toUnsignedString(uid)
          + ":"
          + Integer.toUnsignedString(gid)
          + " "
          + Arrays.toString(gids);
    }
  }
}
