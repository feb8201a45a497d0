/** Tests of the table stores: one contract for all of them, and what is RocksDB's own. */
@NullMarked
package io.havenfs.engine.store;

import org.jspecify.annotations.NullMarked;
