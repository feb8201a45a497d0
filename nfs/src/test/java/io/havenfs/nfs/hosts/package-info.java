@NullMarked
package io.havenfs.nfs.hosts;

import org.jspecify.annotations.NullMarked;
