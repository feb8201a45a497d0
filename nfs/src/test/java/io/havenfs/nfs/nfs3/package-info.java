/** Tests of NFSv3, from the bytes of a call to the bytes of its reply. */
@NullMarked
package io.havenfs.nfs.nfs3;

import org.jspecify.annotations.NullMarked;
