package io.havenfs.engine.core;

import io.havenfs.engine.data.FileRanges;
import java.util.Optional;

/**
 * A checkpoint being taken.
 *
 * @param sn entries up to this one need no replay once it is taken
 * @param epoch that of entry {@code sn}
 * @param changed the scoreboard's generation that ends with it
 * @param missing what the data files miss, of those entries, on a copy that is not whole
 */
record Checkpoint(
    long sn,
    long epoch,
    Optional<ChangedBlocks.Generation> changed,
    Optional<FileRanges> missing) {}
