/**
 * The read-only tree above the exports (RFC 8881 section 7.3): a client that knows nothing but the
 * server's address finds the exports by LOOKUP from the root filehandle.
 *
 * <p>The tree consists of the exports' paths and everything above them. Where a path is an export
 * that the client may use, a LOOKUP crosses into the export's own root directory; otherwise the
 * client sees a directory of the tree, which shows only what leads to exports that it may use. When
 * "/" itself is exported to the client, the root filehandle is that export's root. An export below
 * another one is crossed into from the outer one, too.
 *
 * <p>A node's number, which is its file id and what its handle carries, is a hash of its path: the
 * same after a restart and on every replica, and known as long as something at or below the path is
 * exported.
 */
@NullMarked
package io.havenfs.nfs.nfs4.pseudo;

import org.jspecify.annotations.NullMarked;
