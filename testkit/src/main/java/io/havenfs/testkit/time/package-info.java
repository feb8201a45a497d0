/** Time that passes when a test says so. */
@NullMarked
package io.havenfs.testkit.time;

import org.jspecify.annotations.NullMarked;
