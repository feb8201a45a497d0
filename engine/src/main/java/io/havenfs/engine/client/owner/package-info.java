/**
 * What NFSv4.0 (RFC 7530) needs beside what all versions share: clients without sessions, known by
 * SETCLIENTID, and owners whose requests are numbered.
 *
 * <p>A version 4.0 client has a {@link io.havenfs.engine.client.owner.Contact} beside its {@link
 * io.havenfs.engine.client.ClientRecord}; that is what tells it from a client with sessions. Until
 * it has confirmed what it was told there is only an {@link
 * io.havenfs.engine.client.owner.Introduction}.
 *
 * <p>The last request of each owner and its reply are one row ({@link
 * io.havenfs.engine.client.owner.OwnerSequence}), put in the transaction of the request's effect:
 * after a crash or a takeover a retransmission finds the reply, or neither reply nor effect.
 */
@NullMarked
package io.havenfs.engine.client.owner;

import org.jspecify.annotations.NullMarked;
