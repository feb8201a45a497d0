/**
 * The addresses that clients mount, on this host.
 *
 * <p>An {@link io.havenfs.host.address.Alias} is what the operator configures. {@link
 * io.havenfs.host.address.AddressHold} puts it on this host and takes it away again, by a child
 * process, the <em>keeper</em>, which also takes it away when the daemon dies or is frozen: two
 * hosts must not both answer for one address for longer than it takes to notice. {@link
 * io.havenfs.host.address.Announcer} tells the network where the address is now, and {@link
 * io.havenfs.host.address.Tickler} wakes the connections that clients had to the host that had the
 * address before.
 *
 * <p>Addresses in 127.0.0.0/8 are on every Linux host and need none of this, nor any privilege.
 */
@NullMarked
package io.havenfs.host.address;

import org.jspecify.annotations.NullMarked;
