/**
 * ONC RPC version 2 (RFC 5531) as a program sees it: what a program is, a call, who calls, the
 * connection it came over.
 *
 * <p>A server calls {@link io.havenfs.rpc.RpcProgram#call} on the event loop of the connection; the
 * program answers there at once, or keeps the {@link io.havenfs.rpc.RpcCall} and completes it later
 * from any thread. Calls of one connection may be completed in any order. How bytes travel is the
 * business of {@code io.havenfs.rpc.transport}; this package names no socket.
 */
@NullMarked
package io.havenfs.rpc;

import org.jspecify.annotations.NullMarked;
