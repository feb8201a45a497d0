/**
 * The Linux system calls that the JDK does not offer, through the Foreign Function API.
 *
 * <p>Calls are named and typed as in their manual pages. Every call answers as the kernel does: a
 * result of zero or more, or the negative {@link io.havenfs.host.linux.Errno errno}. Nothing here
 * throws for a failed call, keeps state, or decides anything: what an error means is for the caller
 * (for files: {@code io.havenfs.host.disk}). That includes {@code EINTR}: whoever may meet it
 * repeats the call.
 *
 * <p>Pointers to data are raw addresses, because they come from Netty's buffers; the caller keeps
 * the memory alive until the call returns. Threads: all functions may be called from any thread; a
 * call that blocks holds its (platform) thread, and neither {@code Thread.interrupt} nor a closed
 * channel can disturb it. That is the reason not to use {@code FileChannel}, which closes the file
 * under everybody when one of its readers is interrupted.
 *
 * <p>Layouts and constants are those of 64-bit glibc and musl Linux, the same on x86-64 and AArch64
 * (which is why {@code statx} is used and not {@code fstat}).
 */
@NullMarked
package io.havenfs.host.linux;

import org.jspecify.annotations.NullMarked;
