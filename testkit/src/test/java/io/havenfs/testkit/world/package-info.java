/** Tests. */
@NullMarked
package io.havenfs.testkit.world;

import org.jspecify.annotations.NullMarked;
