/** Tests of NFSv2, from the bytes of a call to the bytes of its reply. */
@NullMarked
package io.havenfs.nfs.nfs2;

import org.jspecify.annotations.NullMarked;
