/**
 * The network status monitor (The Open Group, "Protocols for Interworking: XNFS", chapter 11), as
 * much of it as goes between hosts: they tell each other that they have lost their state.
 *
 * <p>A service has a state number of its own, which goes from node to node with it and grows only
 * when client state was really lost; a takeover says nothing to anybody. What the protocol has for
 * programs on the same host (SM_MON and its kin) is refused: the lock manager needs no monitor
 * beside it, and for others this one would call whomever they name.
 */
@NullMarked
package io.havenfs.nfs.nsm;

import org.jspecify.annotations.NullMarked;
