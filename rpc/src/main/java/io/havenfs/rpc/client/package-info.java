/**
 * Calling RPC servers. {@link io.havenfs.rpc.client.RpcClient} makes connections; on them, {@link
 * io.havenfs.rpc.RpcConnection#call} is the fast way, with a handler that is called on the event
 * loop and may make the next call there, and {@link io.havenfs.rpc.client.RpcClient#call} the
 * comfortable one, with a future.
 */
@NullMarked
package io.havenfs.rpc.client;

import org.jspecify.annotations.NullMarked;
