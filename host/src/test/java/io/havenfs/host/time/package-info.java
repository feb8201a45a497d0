/** Tests of the machine's clocks. */
@NullMarked
package io.havenfs.host.time;

import org.jspecify.annotations.NullMarked;
