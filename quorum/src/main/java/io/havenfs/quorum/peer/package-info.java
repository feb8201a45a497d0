/**
 * Connections between nodes' peer ports: how they begin, and lifelines.
 *
 * <p>A connection (TLS, unless that is off) begins with the dialer's {@link
 * io.havenfs.quorum.peer.PeerHello}: cluster, protocol version, node, process and purpose. The
 * other side answers with its own name and process, or refuses with a message for people. From then
 * on the connection belongs to its purpose.
 *
 * <p>A <em>lifeline</em> is a connection on which nobody sends anything any more. When a process
 * ends, however it ends, its kernel closes its connections, and as nothing is unread it does so
 * with a FIN. So the end of a lifeline's data says: the process that answered the hello is gone. It
 * says so at once, and for certain, on these conditions, which are the daemon's to keep:
 *
 * <ul>
 *   <li>A process lets go of the lifelines it has accepted only by ending, or after it has stopped
 *       serving for good: they are the last thing that is closed. Whatever else closes one, a fault
 *       of TLS for instance, resets it.
 *   <li>Nothing is sent to the process that is watched, by TLS neither (its last message that way
 *       is the watcher's part of the handshake): what is unread at its end would make a reset of
 *       it.
 *   <li>A reset proves nothing (anybody can forge one), nor does silence, a time-out, a refused
 *       connection. Only {@link io.havenfs.quorum.peer.EndWatch} decides what it was.
 *   <li>Nodes reach each other directly. A proxy that ends connections by itself would make every
 *       node of its die.
 * </ul>
 *
 * <p>A FIN is not authenticated, by TLS neither: a killed process cannot say good-bye. Who can
 * forge packets with the right sequence numbers between two nodes can feign a death; the nodes'
 * network must not be open to such.
 */
@NullMarked
package io.havenfs.quorum.peer;

import org.jspecify.annotations.NullMarked;
