/** Tests of client state. */
@NullMarked
package io.havenfs.engine.client.lock;

import org.jspecify.annotations.NullMarked;
