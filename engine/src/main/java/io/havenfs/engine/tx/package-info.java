/**
 * The one way in which state changes: a {@link io.havenfs.engine.tx.Change} is decided on the
 * sequencer against a {@link io.havenfs.engine.tx.Transaction}, which collects rows and data
 * changes; together they are one entry of the log, and replaying that entry is all that ever
 * changes a table or a data file.
 */
@NullMarked
package io.havenfs.engine.tx;

import org.jspecify.annotations.NullMarked;
