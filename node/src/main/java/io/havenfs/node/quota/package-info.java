/** Putting the configured quotas in force. */
@NullMarked
package io.havenfs.node.quota;

import org.jspecify.annotations.NullMarked;
