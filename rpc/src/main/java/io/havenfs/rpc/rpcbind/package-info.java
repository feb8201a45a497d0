/**
 * rpcbind (RFC 1833), versions 2 to 4: how a client that knows only a program's number finds its
 * port.
 *
 * <p>{@link io.havenfs.rpc.rpcbind.RpcbindService} carries out a policy ({@link
 * io.havenfs.rpc.rpcbind.RpcbindMode}): register with the system's rpcbind through {@link
 * io.havenfs.rpc.rpcbind.RpcbindClient}, or be one: {@link io.havenfs.rpc.rpcbind.RpcbindProgram}
 * over {@link io.havenfs.rpc.rpcbind.RpcbindRegistry}. Ours also takes registrations from this
 * host, because the kernel's NFSv3 client registers its lock manager. It does not offer the
 * procedures that forward calls (CALLIT, BCAST, INDIRECT), which make it a tool for reflection
 * attacks, nor GETSTAT, nor the two that convert addresses to the host's binary form; all of them
 * answer PROC_UNAVAIL.
 */
@NullMarked
package io.havenfs.rpc.rpcbind;

import org.jspecify.annotations.NullMarked;
