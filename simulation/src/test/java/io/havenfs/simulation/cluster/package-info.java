/** Tests. */
@NullMarked
package io.havenfs.simulation.cluster;

import org.jspecify.annotations.NullMarked;
