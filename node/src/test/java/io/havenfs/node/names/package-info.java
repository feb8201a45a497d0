/** Tests of the machine's resolver. */
@NullMarked
package io.havenfs.node.names;

import org.jspecify.annotations.NullMarked;
