/** Names of hosts as this machine resolves them: hosts file, DNS, whatever it is set up for. */
@NullMarked
package io.havenfs.node.names;

import org.jspecify.annotations.NullMarked;
