/**
 * How clients come, are recognised, create sessions, reclaim, and go (RFC 8881 §8.4, §18.35 to
 * §18.37, §18.50, §18.51). The rules are decision functions over a transaction; {@link
 * io.havenfs.engine.client.identity.ClientService} puts them and what they stand on together.
 */
@NullMarked
package io.havenfs.engine.client.identity;

import org.jspecify.annotations.NullMarked;
