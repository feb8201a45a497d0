/**
 * Real clients against a real server, each in a process of its own: Linux kernels in User-Mode
 * Linux, libnfs's tools, tshark as a judge of what went over the wire.
 *
 * <p>A test makes a {@link io.havenfs.interop.Network}, which is a network namespace with a bridge;
 * starts a {@link io.havenfs.interop.ServerProcess} in it; boots one or two {@link
 * io.havenfs.interop.UmlClient}s on taps of the bridge; and has them run scenarios, scripts under
 * {@code src/test/resources/scenarios} which verify their own results. Nothing of it is visible
 * outside the namespace, so ports are fixed and several runs do not disturb each other.
 *
 * <p>All of this needs root and some Debian packages. Where they are missing the tests are skipped
 * and say what is missing ({@link io.havenfs.interop.Requirements}); {@code havenfs test} installs
 * them. The system property {@code interop.server} names the server to judge: {@code havenfs} (the
 * default) or {@code ganesha}, which shows whether a failure lies in the scenario. {@code
 * interop.keep=true} keeps the logs and stores of what passed, too.
 */
@NullMarked
package io.havenfs.interop;

import org.jspecify.annotations.NullMarked;
