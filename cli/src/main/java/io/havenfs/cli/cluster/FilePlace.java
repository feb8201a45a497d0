package io.havenfs.cli.cluster;

import io.havenfs.node.clients.DeskRequest;
import java.util.List;

/**
 * A service, which a server without a cluster does not name, and perhaps a file in it.
 *
 * @param path empty for none
 */
record FilePlace(String service, String path) {
  /** What {@code [SERVICE] [PATH]} says; a path begins with a slash. */
  static FilePlace parse(Control control, List<String> words) {
    return switch (words.size()) {
      case 0 -> new FilePlace("", "");
      case 1 ->
          words.getFirst().startsWith("/")
              ? new FilePlace("", words.getFirst())
              : new FilePlace(words.getFirst(), "");
      default -> {
        if (words.getFirst().startsWith("/") || !words.get(1).startsWith("/")) {
          throw control.wrong("'" + String.join(" ", words) + "' is not SERVICE /PATH");
        }
        yield new FilePlace(words.getFirst(), words.get(1));
      }
    };
  }

  /** Asks about it, and about a client, if that is not empty. */
  DeskRequest request(String client) {
    return new DeskRequest(service, path, client);
  }
}
