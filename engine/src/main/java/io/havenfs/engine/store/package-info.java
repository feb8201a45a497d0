/**
 * Where rows live: an ordered map from bytes to bytes, changed by atomic batches.
 *
 * <p>{@link io.havenfs.engine.store.TableStore} is the port; {@link
 * io.havenfs.engine.store.RocksTableStore} is the real one, with a {@link
 * io.havenfs.engine.store.GatheringTableStore} in front of it, {@link
 * io.havenfs.engine.store.MemoryTableStore} the one for tests and simulations. A store is no log:
 * after a crash it holds the state after <em>some</em> earlier batch, at least the last one
 * flushed, and {@link io.havenfs.engine.store.TableStore#appliedSn} says which. The service's log
 * is replayed from there.
 */
@NullMarked
package io.havenfs.engine.store;

import org.jspecify.annotations.NullMarked;
