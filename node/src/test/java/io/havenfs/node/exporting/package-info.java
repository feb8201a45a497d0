/** Tests of what notices that exports change. */
@NullMarked
package io.havenfs.node.exporting;

import org.jspecify.annotations.NullMarked;
