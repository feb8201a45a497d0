package io.havenfs.engine.client.open;

import io.havenfs.engine.table.View;
import java.util.function.BiPredicate;

/** Walks the states of one file. Stateless. */
final class FileStates {
  private FileStates() {}

  /** Shows the file's states until {@code visitor} returns false. */
  static void scan(View view, long fileId, BiPredicate<StateKey, State> visitor) {
    view.scan(
        StateTables.STATES,
        new StateKey(fileId, 0),
        (key, state) -> key.fileId() == fileId && visitor.test(key, state));
  }

  /** Whether the file has any state. */
  static boolean any(View view, long fileId) {
    boolean[] found = new boolean[1];
    scan(
        view,
        fileId,
        (key, state) -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }
}
