/** Tests of what a takeover says to the network. */
@NullMarked
package io.havenfs.cluster.address;

import org.jspecify.annotations.NullMarked;
