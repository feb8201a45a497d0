package io.havenfs.simulation.cluster;

/**
 * What happened in a run without a violation.
 *
 * @param operations asked and answered
 * @param failovers views with another epoch
 * @param deaths processes that were killed or lost power
 * @param troubles things that went wrong on purpose
 * @param decided whether the judge found the order; it may give up a search that is too long
 * @param virtualNanos how long it took in the cluster's time
 */
public record Outcome(
    int operations, long failovers, int deaths, int troubles, boolean decided, long virtualNanos) {}
