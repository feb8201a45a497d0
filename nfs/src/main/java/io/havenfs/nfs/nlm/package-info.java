/**
 * The network lock manager (The Open Group, "Protocols for Interworking: XNFS", chapter 10; RFC
 * 1813 appendix II): versions 1, 3 and 4, which differ in the width of offsets only.
 *
 * <p>{@link io.havenfs.nfs.nlm.NlmProgram} reads requests and has them decided; what a request
 * means is the engine's ({@link io.havenfs.engine.client.host.HostLocking}). {@link
 * io.havenfs.nfs.nlm.Grants} calls hosts that wait for locks. Both forms of every request are
 * served: a call, whose reply has the result, and a message, whose result is another message.
 *
 * <p>A request that must not be done twice is remembered by its status; the cookie is that of
 * whoever asks.
 */
@NullMarked
package io.havenfs.nfs.nlm;

import org.jspecify.annotations.NullMarked;
