/**
 * What protocol tests run on instead of a replica and a network: an engine that decides and commits
 * at once in memory, and calls that are made and answered in place.
 */
@NullMarked
package io.havenfs.nfs.memory;

import org.jspecify.annotations.NullMarked;
