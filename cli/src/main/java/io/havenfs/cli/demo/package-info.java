/**
 * {@code havenfs demo}: a server of its own, killed with SIGKILL in the middle of a workload and
 * started again; then every acknowledged byte is read back, and what must not be done twice is
 * shown not to have been.
 *
 * <p>{@link io.havenfs.cli.demo.Worker} drives one folder through the {@code Folder} port, which is
 * this machine's NFS client where it can mount ({@code KernelClient}), and else a small NFSv3
 * client ({@code BuiltinClient}) that retransmits as real ones do. Every step of the workload is
 * one that a second execution would betray: an exclusive create, a rename, a link, a removal.
 */
@NullMarked
package io.havenfs.cli.demo;

import org.jspecify.annotations.NullMarked;
