package io.havenfs.quorum.model;

import java.util.regex.Pattern;

/** What names of nodes and services look like: they become parts of paths and host names. */
final class Names {
  /** The longest, as of a label in a host name. */
  static final int MAX_LENGTH = 63;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?");

  private Names() {}

  static String checked(String what, String name) {
    if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what
              + " "
              + Printable.of(name)
              + " is not a name: 1 to "
              + MAX_LENGTH
              + " letters, digits, '-' or '_', starting and ending with a letter or digit");
    }
    return name;
  }
}
