package io.havenfs.interop;

import java.util.List;

/** A network namespace, where commands can be run. */
interface Place {
  /** The words of a command that runs there. */
  List<String> inside(String... words);
}
