/**
 * The contents of files: one sparse file per data id, in sharded folders.
 *
 * <p>{@link io.havenfs.engine.data.DataFiles} hides names, folders and descriptors. It knows what
 * was changed and not yet synchronised, and keeps such a file open until it is: a write-back error
 * that Linux found meanwhile is then surely reported to whoever synchronises it.
 */
@NullMarked
package io.havenfs.engine.data;

import org.jspecify.annotations.NullMarked;
