/** Tests of a whole node in this process. */
@NullMarked
package io.havenfs.node;

import org.jspecify.annotations.NullMarked;
