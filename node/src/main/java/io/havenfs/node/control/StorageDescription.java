package io.havenfs.node.control;

import io.havenfs.quorum.model.Storage;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a service's state is, in plain words.
 *
 * @param shared the shared directory; empty for copies on the nodes' own disks
 * @param acquire a program in the nodes' folder of commands, empty for none; so are the others
 * @param commandSeconds how long each may take
 */
public record StorageDescription(
    String shared, String acquire, String release, String fence, long commandSeconds) {
  /** Copies on the nodes' own disks. */
  public static final StorageDescription REPLICATED =
      new StorageDescription("", "", "", "", Storage.Shared.USUAL_TIMEOUT.toSeconds());

  private static final String SHARED = "shared:";

  /**
   * What the command line says.
   *
   * @param place {@code shared:/path}, or {@code replicated}
   * @throws IllegalArgumentException when it is neither
   */
  public static StorageDescription parse(
      String place, String acquire, String release, String fence, long commandSeconds) {
    if (!place.startsWith(SHARED) && !place.equals("replicated")) {
      throw new IllegalArgumentException(
          "storage '" + place + "' is neither 'replicated' nor 'shared:/path'");
    }
    return new StorageDescription(
        place.startsWith(SHARED) ? place.substring(SHARED.length()) : "",
        acquire,
        release,
        fence,
        commandSeconds);
  }

  static StorageDescription of(Storage storage) {
    return switch (storage) {
      case Storage.Replicated it -> REPLICATED;
      case Storage.Shared it ->
          new StorageDescription(
              it.path(),
              it.acquire().orElse(""),
              it.release().orElse(""),
              it.fence().orElse(""),
              it.timeout().toSeconds());
    };
  }

  Storage storage(int copies) {
    if (!shared.isEmpty()) {
      return new Storage.Shared(
          shared,
          program(acquire),
          program(release),
          program(fence),
          Duration.ofSeconds(commandSeconds));
    }
    if (!(acquire + release + fence).isEmpty()) {
      throw new IllegalArgumentException("only shared storage is acquired, released and fenced");
    }
    return new Storage.Replicated(copies);
  }

  private static Optional<String> program(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
