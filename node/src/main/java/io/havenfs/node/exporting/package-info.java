/** Keeping the exports in force what the operator wrote: at the start, and whenever it changes. */
@NullMarked
package io.havenfs.node.exporting;

import org.jspecify.annotations.NullMarked;
