/**
 * The operations of NFSv4.1 on files, directories and filehandles (RFC 8881 section 18), one class
 * per operation. Each decodes its arguments, asks {@link io.havenfs.engine.file.FileSystem} (or the
 * pseudo file system), and encodes what came of it; none keeps anything between calls.
 *
 * <p>What several have in common: names are bytes ({@link io.havenfs.nfs.nfs4.file.Names}), I/O
 * comes with a stateid that {@link io.havenfs.nfs.nfs4.compound.IoStateids} judges, and a change of
 * a directory is answered with its change attribute before and after, which are atomic because the
 * sequencer decides alone.
 */
@NullMarked
package io.havenfs.nfs.nfs4.file;

import org.jspecify.annotations.NullMarked;
