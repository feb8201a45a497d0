package io.havenfs.engine.client.identity;

/**
 * The cases of EXCHANGE_ID, numbered as in RFC 8881 §18.35.4. Which one it is follows from what is
 * known of the name; {@link #of} is that table, and pure.
 */
enum ExchangeCase {
  /** 1: nobody is known by this name. */
  NEW_OWNER,
  /** 2: the client asks for the id that it has. */
  EXISTING,
  /** 3: another principal has the name but nothing else. It goes. */
  COLLISION_IDLE,
  /** 3: another principal has the name and state: {@code CLID_INUSE}. */
  COLLISION_BUSY,
  /** 4: an earlier attempt was not confirmed. It is replaced. */
  REPLACE_UNCONFIRMED,
  /** 5: the client has restarted. Its old record stays until the new one is confirmed. */
  RESTART,
  /** 6: the client updates its record. */
  UPDATE,
  /** 7: an update of nothing: {@code NOENT}. */
  UPDATE_MISSING,
  /** 8: an update by another boot of the client: {@code NOT_SAME}. */
  UPDATE_OTHER_VERIFIER,
  /** 9: an update by another principal: {@code PERM}. */
  UPDATE_OTHER_PRINCIPAL;

  /**
   * What is known of a name.
   *
   * @param confirmed whether there is a confirmed record
   * @param unconfirmed whether there is an unconfirmed record
   * @param sameVerifier whether the confirmed record has the caller's verifier
   * @param samePrincipal whether the confirmed record has the caller's principal
   * @param busy whether the confirmed record has sessions or state, and a lease that runs
   */
  record Known(
      boolean confirmed,
      boolean unconfirmed,
      boolean sameVerifier,
      boolean samePrincipal,
      boolean busy) {}

  static ExchangeCase of(boolean update, Known known) {
    return update ? ofUpdate(known) : ofNew(known);
  }

  private static ExchangeCase ofUpdate(Known known) {
    if (!known.confirmed) {
      return UPDATE_MISSING;
    }
    if (!known.sameVerifier) {
      return UPDATE_OTHER_VERIFIER;
    }
    return known.samePrincipal ? UPDATE : UPDATE_OTHER_PRINCIPAL;
  }

  private static ExchangeCase ofNew(Known known) {
    if (!known.confirmed) {
      return known.unconfirmed ? REPLACE_UNCONFIRMED : NEW_OWNER;
    }
    if (!known.samePrincipal) {
      return known.busy ? COLLISION_BUSY : COLLISION_IDLE;
    }
    return known.sameVerifier ? EXISTING : RESTART;
  }
}
