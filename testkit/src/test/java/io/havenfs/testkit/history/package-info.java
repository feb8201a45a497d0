/** Tests. */
@NullMarked
package io.havenfs.testkit.history;

import org.jspecify.annotations.NullMarked;
