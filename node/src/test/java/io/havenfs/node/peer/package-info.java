@NullMarked
package io.havenfs.node.peer;

import org.jspecify.annotations.NullMarked;
