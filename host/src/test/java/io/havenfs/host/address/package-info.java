@NullMarked
package io.havenfs.host.address;

import org.jspecify.annotations.NullMarked;
