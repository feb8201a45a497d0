/** An engine in memory for tests of client state. */
@NullMarked
package io.havenfs.engine.client.fake;

import org.jspecify.annotations.NullMarked;
