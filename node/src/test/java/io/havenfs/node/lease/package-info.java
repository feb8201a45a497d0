/** Tests of what a service on loan keeps of its clients. */
@NullMarked
package io.havenfs.node.lease;

import org.jspecify.annotations.NullMarked;
