/**
 * What a table is: a typed, ordered map with a stored form. The engine's whole state but the
 * contents of data files is a fixed set of tables, so that replaying an entry is nothing but
 * putting and deleting rows, and two replicas agree when their rows do.
 *
 * <p>A key's stored form sorts, as unsigned bytes, in the order of {@link java.lang.Comparable}.
 */
@NullMarked
package io.havenfs.engine.table;

import org.jspecify.annotations.NullMarked;
