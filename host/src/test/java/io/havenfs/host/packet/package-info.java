@NullMarked
package io.havenfs.host.packet;

import org.jspecify.annotations.NullMarked;
