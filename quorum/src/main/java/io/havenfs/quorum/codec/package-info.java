/**
 * How states, commands and results are written down: in the quorum's log and snapshots, and between
 * its members.
 *
 * <p>A byte for the format, then JSON. The state is small and changes rarely, so JSON's size does
 * not matter; that fields can be added does, since nodes of two versions work together while a
 * cluster is upgraded. Unknown fields are skipped; an unknown command is an error, which stops the
 * member that does not know it rather than let its state differ from the others'.
 */
@NullMarked
package io.havenfs.quorum.codec;

import org.jspecify.annotations.NullMarked;
