/** Tests. */
@NullMarked
package io.havenfs.simulation;

import org.jspecify.annotations.NullMarked;
