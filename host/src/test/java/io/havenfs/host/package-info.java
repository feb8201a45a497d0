/** The host module's place among the modules. */
@NullMarked
package io.havenfs.host;

import org.jspecify.annotations.NullMarked;
