/**
 * The load generator: drives any NFS server over connections of its own, keeps a fixed number of
 * requests in flight on each, and says how many operations came back in what time, and what each
 * cost the server's processes.
 *
 * <p>From the bottom up: {@code measure} counts, {@code protocol} knows the calls of NFSv3 and
 * NFSv4.1, {@code work} has a class for each kind of load, made of such calls, and {@code run}
 * connects, prepares, drives and reports. The generator shares the machine with the server more
 * often than not, so nothing is allocated per operation and one thread serves all connections
 * unless there are processors to spare.
 */
@NullMarked
package io.havenfs.bench;

import org.jspecify.annotations.NullMarked;
