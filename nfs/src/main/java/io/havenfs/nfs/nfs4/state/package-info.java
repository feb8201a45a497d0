/**
 * The operations of NFSv4.1 on clients, sessions, opens and locks (RFC 8881 sections 2.10, 8 and
 * 9): each decodes its arguments, asks the engine's client state, and encodes the answer. The rules
 * are in {@code io.havenfs.engine.client}; what is here is the wire and the choices that a server
 * may make.
 *
 * <p>Minor version 0 has no sessions (RFC 7530). Its operations are the same classes; whose they
 * are and whether it is their turn is asked of {@link io.havenfs.nfs.nfs4.state.Turns}.
 *
 * <p>Those choices: only {@code SP4_NONE}; no delegations, no layouts, no directory delegations;
 * sessions are persistent for whoever asks, because replies are rows beside their effects; the
 * backchannel is bound when a client asks, and called only when a long copy has ended, since
 * nothing is ever recalled.
 *
 * <p>Everything that an operation does beside the transaction (renewing a lease, taking a slot,
 * noting a connection) is volatile by nature and does no harm if the transaction never commits: the
 * service stops then.
 */
@NullMarked
package io.havenfs.nfs.nfs4.state;

import org.jspecify.annotations.NullMarked;
