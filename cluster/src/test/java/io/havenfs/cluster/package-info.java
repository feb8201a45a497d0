/** The cluster module's place among the modules. */
@NullMarked
package io.havenfs.cluster;

import org.jspecify.annotations.NullMarked;
