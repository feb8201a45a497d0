/** Tests of MOUNT. */
@NullMarked
package io.havenfs.nfs.mount;

import org.jspecify.annotations.NullMarked;
