/**
 * What a run measures: durations ({@link io.havenfs.bench.measure.Histogram}), payload, and the
 * processor time of the server's processes.
 */
@NullMarked
package io.havenfs.bench.measure;

import org.jspecify.annotations.NullMarked;
