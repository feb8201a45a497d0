/** Tests of virtual time. */
@NullMarked
package io.havenfs.testkit.time;

import org.jspecify.annotations.NullMarked;
