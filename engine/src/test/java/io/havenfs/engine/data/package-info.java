/** Tests of the data files, on a simulated and on a real disk. */
@NullMarked
package io.havenfs.engine.data;

import org.jspecify.annotations.NullMarked;
