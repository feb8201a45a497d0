/**
 * The duplicate-request memory of the protocols without sessions (NFSv3, MOUNT, and later NFSv4.0
 * and NLM): which requests with a lasting effect were executed, and what was answered.
 *
 * <p>Such a request must not be executed twice when the client, having lost the reply, sends it
 * again, perhaps to the next primary. So the reply is a row put in the very transaction that holds
 * the effect: either both survive a crash or neither does. A request that is found here is answered
 * with the remembered bytes and not executed; when the first execution is decided but not committed
 * yet, the row is already visible to the sequencer, so a duplicate cannot overtake it either, and
 * its reply waits for the same commit.
 *
 * <h2>What is one request</h2>
 *
 * <p>Address and port of the client, xid, program, version, procedure, and a checksum of arguments
 * and user ({@link io.havenfs.engine.reply.RequestKey}). The port belongs to it because xids are
 * counted per connection: two mounts of one host may use the same xid at the same time. Clients
 * that retransmit after a reconnect reuse their port for this very reason; one that comes back from
 * another port is, in NFSv3, indistinguishable from another client.
 *
 * <h2>How it is bounded</h2>
 *
 * <p>By two named limits: so many replies a connection (address and port of the client), so many
 * connections. A connection's rows are a set-associative array: the xid chooses a set, a new reply
 * takes the place of the oldest of its set. Xids are counted up by practically all clients, in one
 * byte order or the other, and the choice of the set spreads both evenly: the array is then an
 * exact ring of the connection's last replies, at the cost of one row put and nothing deleted.
 * Connections beyond the limit push out the one that was silent for longest.
 *
 * <p>An array for all connections of a host would not do: after a failover some come back at once
 * and others a second later, and what the first do meanwhile must not push out what the last are
 * going to ask for again.
 */
@NullMarked
package io.havenfs.engine.reply;

import org.jspecify.annotations.NullMarked;
