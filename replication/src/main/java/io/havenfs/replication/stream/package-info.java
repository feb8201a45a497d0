/**
 * Frames on TCP connections, with Netty.
 *
 * <p>Payloads are not copied on their way out; on their way in a frame that arrived in one piece is
 * used where it is, and any other is put together once. A connection delivers what it read in one
 * batch to the sequencer, and takes what the sequencer sent in one turn in one hand-over.
 */
@NullMarked
package io.havenfs.replication.stream;

import org.jspecify.annotations.NullMarked;
