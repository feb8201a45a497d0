/** What the daemon counts, for Prometheus. */
@NullMarked
package io.havenfs.node.metrics;

import org.jspecify.annotations.NullMarked;
