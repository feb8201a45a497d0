package io.havenfs.node.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The flags of {@code havenfs serve}, as written. A flag that is given counts and what the file
 * says in its place does not; {@code --export} and {@code --exports} together take the place of the
 * file's {@code exports}.
 *
 * @param config {@code --config FILE}
 * @param store {@code --store DIR}
 * @param listen {@code --listen ADDR:PORT}, repeatable
 * @param export {@code --export 'PATH CLIENT(OPTIONS) ...'}, repeatable
 * @param exports {@code --exports FILE}
 * @param rpcbind {@code --rpcbind off|auto|builtin|system}
 * @param admin {@code --admin ADDR:PORT}
 */
public record ServeOptions(
    Optional<Path> config,
    Optional<Path> store,
    List<String> listen,
    List<String> export,
    Optional<Path> exports,
    Optional<String> rpcbind,
    Optional<String> admin) {
  /** No flag given. */
  public static final ServeOptions NONE =
      new ServeOptions(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public ServeOptions {
    listen = List.copyOf(listen);
    export = List.copyOf(export);
  }
}
