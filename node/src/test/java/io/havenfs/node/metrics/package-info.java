/** What Prometheus gets to see. */
@NullMarked
package io.havenfs.node.metrics;

import org.jspecify.annotations.NullMarked;
