/** Tests of client state. */
@NullMarked
package io.havenfs.engine.client.session;

import org.jspecify.annotations.NullMarked;
