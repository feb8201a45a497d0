/** Tests of the record of ownership. */
@NullMarked
package io.havenfs.cluster.storage;

import org.jspecify.annotations.NullMarked;
