/**
 * NFS version 3 (RFC 1813): one class a procedure, one row of {@link
 * io.havenfs.nfs.nfs3.Procedure3} a procedure.
 *
 * <p>A call becomes a {@code Request}. Its procedure is one of two kinds. A {@code ReadProcedure}
 * answers at once, on the event loop, from the committed state. A {@code ChangeProcedure} decodes
 * its arguments on the event loop into a {@code Decision}, which the sequencer takes as a {@code
 * Mutation}; the reply is written there and leaves when the change is committed.
 *
 * <p>Procedures end with a result or throw {@link io.havenfs.engine.model.FsException}; what a
 * failed reply carries besides the status (attributes, weak cache consistency data) depends only on
 * the row, so it is written in one place, from the {@code Subject}s that the request has named so
 * far. Weak cache consistency data are always complete: a change is decided by one thread, so the
 * attributes before and after it are exact, and a client can trust its cache after its own change.
 *
 * <p>NFSv3 knows no open files. An owner may read and write its file whatever the mode says,
 * because it may have opened it before the mode was changed, as every NFSv3 server allows; the
 * client checks the mode when a program opens the file.
 */
@NullMarked
package io.havenfs.nfs.nfs3;

import org.jspecify.annotations.NullMarked;
