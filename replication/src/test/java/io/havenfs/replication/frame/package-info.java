/** Frames and what is not one. */
@NullMarked
package io.havenfs.replication.frame;

import org.jspecify.annotations.NullMarked;
