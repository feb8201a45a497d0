/** The havenfs command. */
@NullMarked
package io.havenfs.cli;

import org.jspecify.annotations.NullMarked;
