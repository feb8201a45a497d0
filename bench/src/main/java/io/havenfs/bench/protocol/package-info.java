/**
 * The calls that the load consists of, as NFSv3 (RFC 1813) and NFSv4.1 (RFC 8881) say them. A
 * {@link io.havenfs.bench.protocol.Step} is one call that can be made again and again; it is made
 * once for a slot and then neither allocates nor looks anything up. The same steps, made one after
 * the other, prepare and clean up what the load works on.
 *
 * <p>Nothing here comes from the server's own code but XDR and RPC: the load generator must not
 * share the server's mistakes.
 */
@NullMarked
package io.havenfs.bench.protocol;

import org.jspecify.annotations.NullMarked;
