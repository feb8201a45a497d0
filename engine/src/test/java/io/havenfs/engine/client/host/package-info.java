/** Tests of hosts without leases. */
@NullMarked
package io.havenfs.engine.client.host;

import org.jspecify.annotations.NullMarked;
