/** Tests. */
@NullMarked
package io.havenfs.simulation.model;

import org.jspecify.annotations.NullMarked;
