/** ACLs at a server as it is started. */
@NullMarked
package io.havenfs.node.acl;

import org.jspecify.annotations.NullMarked;
