/** Tests of the tools for tests. */
@NullMarked
package io.havenfs.testkit.seeded;

import org.jspecify.annotations.NullMarked;
