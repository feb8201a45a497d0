/** Tests of exports: text scenarios, the choice of rules, the holder, and fuzzing. */
@NullMarked
package io.havenfs.nfs.exports;

import org.jspecify.annotations.NullMarked;
