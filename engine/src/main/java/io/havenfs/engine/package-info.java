/** The service engine: one service's state on one replica. See ServiceEngine. */
@NullMarked
package io.havenfs.engine;

import org.jspecify.annotations.NullMarked;
