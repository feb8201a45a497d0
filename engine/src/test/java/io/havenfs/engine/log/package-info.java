/** Tests of the log: what it keeps, what it cuts, what it refuses. */
@NullMarked
package io.havenfs.engine.log;

import org.jspecify.annotations.NullMarked;
