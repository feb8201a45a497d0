/**
 * The engine's neutral vocabulary: inodes, directory entries, credentials, attribute changes and
 * the statuses with which an operation can end. Immutable values without behaviour that needs a
 * clock, a file or a thread; no protocol's wire type appears here.
 */
@NullMarked
package io.havenfs.engine.model;

import org.jspecify.annotations.NullMarked;
