package io.havenfs.engine.file;

import io.havenfs.engine.table.View;

/** Who knows which files are open. A file without names lives on as long as it is. */
@FunctionalInterface
public interface OpenFiles {
  /**
   * Whether somebody has {@code fileId} open as {@code view} shows it. Called on the sequencer when
   * the last name of a file goes; must not block.
   */
  boolean isOpen(View view, long fileId);
}
