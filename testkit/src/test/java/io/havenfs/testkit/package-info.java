/** The test kit's place among the modules. */
@NullMarked
package io.havenfs.testkit;

import org.jspecify.annotations.NullMarked;
