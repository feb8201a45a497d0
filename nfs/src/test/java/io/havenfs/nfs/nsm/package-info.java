@NullMarked
package io.havenfs.nfs.nsm;

import org.jspecify.annotations.NullMarked;
