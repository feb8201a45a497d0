/**
 * Packets that HavenFS sends by itself, as bytes: announcements of an address (ARP, neighbour
 * advertisement) and TCP segments that wake a client's connection. Pure; what sends them is {@link
 * io.havenfs.host.address}.
 */
@NullMarked
package io.havenfs.host.packet;

import org.jspecify.annotations.NullMarked;
