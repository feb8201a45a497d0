/** Tests of client state. */
@NullMarked
package io.havenfs.engine.client.open;

import org.jspecify.annotations.NullMarked;
