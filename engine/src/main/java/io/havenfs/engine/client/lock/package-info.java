/**
 * Byte-range locks with POSIX semantics, for every protocol that has them: a holder's ranges merge,
 * split and change their kind; ranges of different holders of a file conflict unless both are
 * shared. Who a holder is, is not known here: a holder is a number within its file.
 */
@NullMarked
package io.havenfs.engine.client.lock;

import org.jspecify.annotations.NullMarked;
