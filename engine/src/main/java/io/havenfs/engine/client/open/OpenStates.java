package io.havenfs.engine.client.open;

import io.havenfs.engine.file.OpenFiles;
import io.havenfs.engine.table.View;

/** A file is open as long as it has a state: an open, or a lock holder that needs none. */
public final class OpenStates implements OpenFiles {
  @Override
  public boolean isOpen(View view, long fileId) {
    return FileStates.any(view, fileId);
  }
}
