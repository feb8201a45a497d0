package io.havenfs.engine.client.owner;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.model.Bytes;

/**
 * A SETCLIENTID that was not confirmed yet (RFC 7530 §16.33): the record {v, x, c, k, s}.
 *
 * @param clientId c: new, or that of the confirmed record whose callback changes
 * @param owner x: the name that the client gives itself
 * @param verifier v: tells its boots apart
 * @param principal who sent it
 * @param confirm s: what SETCLIENTID_CONFIRM has to say
 * @param callback k
 */
public record Introduction(
    long clientId, Owner owner, long verifier, Bytes principal, long confirm, Callback callback) {}
