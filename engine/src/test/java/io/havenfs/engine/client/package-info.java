/** Tests of client state. */
@NullMarked
package io.havenfs.engine.client;

import org.jspecify.annotations.NullMarked;
