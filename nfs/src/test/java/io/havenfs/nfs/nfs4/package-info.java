/** Tests of NFSv4 as a whole: what every operation must withstand, and that none is forgotten. */
@NullMarked
package io.havenfs.nfs.nfs4;

import org.jspecify.annotations.NullMarked;
