/**
 * A run of the load generator. {@link io.havenfs.bench.run.Bench} connects as {@link
 * io.havenfs.bench.run.BenchSettings} say and runs one work after the other; {@link
 * io.havenfs.bench.run.WorkResult} is what came of one.
 *
 * <p>Threads: the caller's prepares and waits; the connections' event loops drive the slots. What a
 * connection counts is written by its event loop only and read after its slots have stopped.
 */
@NullMarked
package io.havenfs.bench.run;

import org.jspecify.annotations.NullMarked;
