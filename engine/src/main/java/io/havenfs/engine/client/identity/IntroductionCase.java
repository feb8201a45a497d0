package io.havenfs.engine.client.identity;

/**
 * The cases of SETCLIENTID (RFC 7530 §16.33.5). Which one it is follows from what is known; pure.
 */
enum IntroductionCase {
  /** The name is somebody else's, who holds something: {@code CLID_INUSE}. */
  IN_USE,
  /** The name was somebody else's, who holds nothing: the record goes. */
  TAKE_OVER,
  /** The same boot of the client says where it wants to be called: it keeps its id. */
  UPDATE,
  /** Another boot of a known client: the old record stays until the new one is confirmed. */
  RESTART,
  /** Nobody, or nobody confirmed, has the name. */
  NEW;

  /**
   * What is known of a name.
   *
   * @param confirmed whether there is a confirmed record
   * @param sameVerifier whether it has the caller's verifier
   * @param samePrincipal whether it has the caller's principal
   * @param busy whether it has state, and a lease that runs
   */
  record Known(boolean confirmed, boolean sameVerifier, boolean samePrincipal, boolean busy) {}

  static IntroductionCase of(Known known) {
    if (!known.confirmed) {
      return NEW;
    }
    if (!known.samePrincipal) {
      return known.busy ? IN_USE : TAKE_OVER;
    }
    return known.sameVerifier ? UPDATE : RESTART;
  }
}
