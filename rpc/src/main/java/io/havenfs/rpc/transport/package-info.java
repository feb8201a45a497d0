/**
 * How RPC messages travel: event loops, TCP connections with record marking, UDP sockets, and what
 * is shared between them.
 *
 * <p><b>Threads.</b> Everything of a connection happens on its event loop. A program may complete a
 * call on any thread; the completed call is pushed on the loop's lock-free queue ({@code
 * LoopContext}), one task drains it, and each connection touched is flushed once. Calls completed
 * while their connection's read burst is being served are appended to the loop's output buffer and
 * leave with one write when the burst ends.
 *
 * <p><b>Memory.</b> A loop receives into one buffer from which records are decoded in place: calls
 * that are kept retain it, and while any do, later bytes are received behind theirs. A record too
 * big for that is received straight into a buffer of its own size ({@code RecordReader}). Small
 * replies are built in recycled heap buffers and copied, a few hundred bytes each, into the loop's
 * output buffer; big ones are built in a pooled direct buffer of the hinted size and written as
 * they are.
 *
 * <p><b>Limits.</b> {@link io.havenfs.rpc.transport.RpcLimits} names them. A connection that
 * reaches one stops reading (TCP does the rest) and goes on when calls have been completed or
 * replies have left. The server's limits are divided evenly among its event loops, so that counting
 * needs no atomics.
 */
@NullMarked
package io.havenfs.rpc.transport;

import org.jspecify.annotations.NullMarked;
