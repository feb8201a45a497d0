package io.havenfs.simulation.client;

/**
 * A lock as a host names it.
 *
 * @param lane whose it is
 * @param svid the process id under which the lane asks: another one whenever it has had nothing, so
 *     that a late GRANTED is not taken for the answer to a later request
 */
record HostLock(long file, int unit, String lane, int svid) {}
