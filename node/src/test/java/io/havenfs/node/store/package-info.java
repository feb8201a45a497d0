@NullMarked
package io.havenfs.node.store;

import org.jspecify.annotations.NullMarked;
