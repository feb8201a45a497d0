/** Tests of how the protocols are put together. */
@NullMarked
package io.havenfs.nfs;

import org.jspecify.annotations.NullMarked;
