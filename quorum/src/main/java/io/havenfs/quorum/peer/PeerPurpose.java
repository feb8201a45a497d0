package io.havenfs.quorum.peer;

import java.util.Optional;

/** What a connection is for. */
public enum PeerPurpose {
  /** To notice the end of a process; see the package's page. */
  LIFELINE(1),
  /** A replication stream of one service, named in the hello's subject. */
  REPLICATION(2),
  /** A new node asks to be let in; the subject is its request. */
  JOIN(3),
  /** An operator's request that only the dialed node can answer; the subject is the request. */
  CONTROL(4);

  private final byte code;

  PeerPurpose(int code) {
    this.code = (byte) code;
  }

  /** On the wire. */
  public byte code() {
    return code;
  }

  static Optional<PeerPurpose> of(byte code) {
    for (PeerPurpose purpose : values()) {
      if (purpose.code == code) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }
}
