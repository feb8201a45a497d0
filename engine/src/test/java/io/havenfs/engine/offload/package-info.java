/** Tests of the stored form of copies. */
@NullMarked
package io.havenfs.engine.offload;

import org.jspecify.annotations.NullMarked;
