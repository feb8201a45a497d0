package io.havenfs.quorum.model;

/**
 * A planned move that is wanted: the primary drains, and proposes {@code to} as the next one.
 *
 * @param to who shall serve; was in sync when it was asked for
 * @param epoch the epoch that it shall end; a change of the primary settles the request
 */
public record MoveRequest(NodeId to, long epoch) {}
