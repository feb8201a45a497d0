/** The daemon's own log, on standard error. */
@NullMarked
package io.havenfs.node.logging;

import org.jspecify.annotations.NullMarked;
