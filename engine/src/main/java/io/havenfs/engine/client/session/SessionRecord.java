package io.havenfs.engine.client.session;

/**
 * A session.
 *
 * @param id unique in the service for ever
 * @param nonce random, so that the id cannot be guessed
 * @param clientId whose it is
 * @param creation the sequence of the request that created it
 * @param terms what was agreed
 */
public record SessionRecord(long id, long nonce, long clientId, int creation, SessionTerms terms) {
  SessionRecord withTerms(SessionTerms next) {
    return new SessionRecord(id, nonce, clientId, creation, next);
  }
}
