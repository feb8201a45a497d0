/**
 * The daemon: puts engine, protocols and transport together and runs them until it is told to stop.
 *
 * <p>{@link io.havenfs.node.HavenServer} is the composition root, the only class that knows all
 * parts. The packages beside it have one part each: {@code config} reads what the operator wants,
 * {@code store} opens the replica, {@code front} puts protocols and sockets on it, {@code
 * exporting} keeps the exports in force, {@code admin} answers operators and monitoring over HTTP,
 * {@code metrics} counts, {@code logging} sets the log up.
 */
@NullMarked
package io.havenfs.node;

import org.jspecify.annotations.NullMarked;
