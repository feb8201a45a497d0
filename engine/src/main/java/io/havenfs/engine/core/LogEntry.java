package io.havenfs.engine.core;

import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import java.util.List;

/**
 * What one change does: rows and changes of data files, in the order in which they are replayed.
 */
record LogEntry(long sn, Durability durability, List<Row<?, ?>> rows, List<DataChange> data) {}
