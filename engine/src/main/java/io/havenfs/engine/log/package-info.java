/**
 * The service's log: dense, numbered entries on an append-only file that is cut into segments.
 *
 * <p>{@link io.havenfs.engine.log.EntryLog} knows nothing of what an entry means. It promises that
 * what was synchronised is found again after a crash, in order and unchanged; that of what was not,
 * a prefix is found; and that bytes it cannot vouch for are refused by name and place ({@link
 * io.havenfs.engine.log.CorruptLogException}), never handed out and never silently dropped.
 *
 * <h2>Files</h2>
 *
 * <p>A segment is the file {@code <number of its first entry, 16 hex digits>.log}. {@code spare} is
 * the next segment, prepared; {@code spare.new} is one being prepared and worth nothing. Segments
 * are written over their whole length before they are used, because synchronising a file whose
 * blocks exist and are initialised needs no journal commit of the file system: on ext4 an append of
 * 4 KiB and its {@code fdatasync} took 400 µs so, 700 to 1,200 µs with {@code fallocate} only, and
 * 900 to 1,400 µs without any (medians of one virtual disk). A trimmed segment becomes the next
 * spare, so that a log at work allocates nothing. Each write ends with zeros up to the end of a
 * page: of a page that is not in memory no part could be written without reading it first.
 *
 * <p>Numbers are little-endian. A segment starts with a block of 4096 bytes: magic number (8
 * bytes), version (4), size of the segment (4), salt (8), CRC-32C of all that (4), zeros. The salt
 * is random and new each time a file becomes a spare. The header is on stable storage before the
 * file gets a segment's name, so that a segment without a sound header is damaged. Entries follow,
 * each at a multiple of 8:
 *
 * <table>
 * <caption>An entry</caption>
 * <tr><td>0</td><td>4</td><td>magic number</td></tr>
 * <tr><td>4</td><td>4</td><td>CRC-32C of bytes 8 to 47, exclusive-or a mask made from the segment's
 * salt and the entry's offset</td></tr>
 * <tr><td>8</td><td>4</td><td>CRC-32C of the body</td></tr>
 * <tr><td>12</td><td>4</td><td>length of the body</td></tr>
 * <tr><td>16</td><td>8</td><td>epoch</td></tr>
 * <tr><td>24</td><td>8</td><td>serial number</td></tr>
 * <tr><td>32</td><td>8</td><td>the highest serial number known to be on stable storage when this
 * entry was appended</td></tr>
 * <tr><td>40</td><td>8</td><td>bit 0: durability (0 memory, 1 disk); above it: the highest serial
 * number known to be committed when this entry was appended</td></tr>
 * <tr><td>48</td><td></td><td>the body, and zeros up to the next multiple of 8</td></tr>
 * </table>
 *
 * <p>Because of the mask neither what an earlier use of the file left behind nor a copy of an entry
 * within some client's data passes for an entry. Because the header has a checksum of its own, a
 * length is believed, and memory taken for it, only when it was written by a log.
 *
 * <h2>Where the log ends</h2>
 *
 * <p>It ends at the first place where the next entry should be and no sound one is: zeros, or the
 * leavings of earlier use, or an entry that a crash tore. Several unsynchronised writes may have
 * been under way, so that sound entries may follow a torn one; they are dropped with it. But when
 * any header behind that place says that the missing entry had been on stable storage, no crash
 * explains it, and the log is refused. Before anything new is appended, headers that were dropped
 * are overwritten with zeros: they could otherwise fall into step with the new entries.
 *
 * <h2>Cutting</h2>
 *
 * <p>Entries that never were committed may have to go again ({@link
 * io.havenfs.engine.log.EntryLog#cut}), although they were on stable storage. The file {@code cut},
 * there while that is under way, names the last entry that stays, so that a crash in the middle is
 * not taken for damage.
 */
@NullMarked
package io.havenfs.engine.log;

import org.jspecify.annotations.NullMarked;
