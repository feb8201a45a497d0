package io.havenfs.engine.client.session;

import io.havenfs.engine.model.Bytes;

/**
 * What client and service agreed on for a session.
 *
 * @param fore requests of the client
 * @param back requests to the client
 * @param persistent whether the client relies on replies surviving a restart; they always do
 * @param backchannel whether the client takes requests on the connections that it binds
 * @param callbackProgram the program number of requests to the client
 * @param callbackSecurity as whom they are made, as the protocol encodes it
 */
public record SessionTerms(
    Channel fore,
    Channel back,
    boolean persistent,
    boolean backchannel,
    int callbackProgram,
    Bytes callbackSecurity) {

  /** The same with other callbacks (BACKCHANNEL_CTL). */
  public SessionTerms withCallbacks(int program, Bytes security) {
    return new SessionTerms(fore, back, persistent, backchannel, program, security);
  }
}
