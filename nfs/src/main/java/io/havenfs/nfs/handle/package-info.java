/**
 * File handles: what a client holds of a file for as long as it likes. A handle names the export it
 * was got through, the file and the file's generation, all of which are the same on every replica
 * and for ever; nothing of the host goes into it, so a handle survives every failover. One form
 * serves all protocol versions.
 */
@NullMarked
package io.havenfs.nfs.handle;

import org.jspecify.annotations.NullMarked;
