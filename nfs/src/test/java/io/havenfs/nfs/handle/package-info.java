/** Tests of the handle's form. */
@NullMarked
package io.havenfs.nfs.handle;

import org.jspecify.annotations.NullMarked;
