@NullMarked
package io.havenfs.nfs.rquota;

import org.jspecify.annotations.NullMarked;
