package io.havenfs.engine.client.identity;

/** Why a request about a client or a session is refused; the names are the protocol's. */
public enum Refusal {
  CLIENT_ID_IN_USE,
  NO_ENTRY,
  NOT_SAME,
  NOT_PERMITTED,
  STALE_CLIENT_ID,
  SEQUENCE_MISORDERED,
  CLIENT_ID_BUSY,
  COMPLETE_ALREADY,
  /** A named limit is reached. */
  TOO_MANY
}
