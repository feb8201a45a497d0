/**
 * A service's addresses on this node while it is the primary: acquired, announced, kept, released.
 */
@NullMarked
package io.havenfs.cluster.address;

import org.jspecify.annotations.NullMarked;
