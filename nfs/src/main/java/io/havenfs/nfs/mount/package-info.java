/**
 * The MOUNT protocol, versions 3 (RFC 1813 appendix I) and 1 (RFC 1094 appendix A): from a path to
 * the handle of a directory, and lists for people to look at.
 *
 * <p>Having mounted gives no right: every request checks the exports again. The list of mounts is
 * what clients said, is kept in memory only, and nothing depends on it.
 */
@NullMarked
package io.havenfs.nfs.mount;

import org.jspecify.annotations.NullMarked;
