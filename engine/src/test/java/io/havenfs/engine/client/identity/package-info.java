/** Tests of client state. */
@NullMarked
package io.havenfs.engine.client.identity;

import org.jspecify.annotations.NullMarked;
