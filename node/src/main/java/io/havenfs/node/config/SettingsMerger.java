package io.havenfs.node.config;

import io.havenfs.nfs.exports.ExportsParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts flags over a file, and checks what can only be checked then. */
public final class SettingsMerger {
  private SettingsMerger() {}

  /**
   * The settings that the flags, and the file they name, ask for.
   *
   * @throws IOException when that file cannot be read
   */
  public static NodeSettings load(ServeOptions options) throws IOException, ConfigException {
    if (options.config().isEmpty()) {
      return merge(FileSettings.NONE, options);
    }
    Path file = options.config().get();
    SettingsReader reader = new SettingsReader(file.toAbsolutePath().resolveSibling(""));
    return merge(reader.read(file.toString(), Files.readString(file)), options);
  }

  static NodeSettings merge(FileSettings file, ServeOptions options) throws ConfigException {
    Located<ListenSettings> listen = listen(file, options);
    Optional<Located<HostPort>> admin = admin(file, options);
    if (admin.isPresent()) {
      checkAdmin(admin.get(), listen.value());
    }
    return new NodeSettings(
        store(file, options),
        listen.value(),
        exports(file, options),
        rpcbind(file, options),
        admin.map(Located::value),
        file.nfs(),
        file.limits(),
        file.engine(),
        file.quota(),
        file.log());
  }

  private static Path store(FileSettings file, ServeOptions options) throws ConfigException {
    return options
        .store()
        .or(() -> file.store().map(Located::value))
        .orElseThrow(
            () -> new ConfigException("store", "give --store DIR, or store in the configuration"))
        .toAbsolutePath();
  }

  private static Located<ListenSettings> listen(FileSettings file, ServeOptions options)
      throws ConfigException {
    if (options.listen().isEmpty()) {
      return file.listen();
    }
    List<HostPort> addresses = SettingsReader.addresses(flags("--listen", options.listen()));
    ListenSettings base = file.listen().value();
    return new Located<>("--listen", new ListenSettings(addresses, base.tcp(), base.udp()));
  }

  private static List<Located<String>> flags(String flag, List<String> values) {
    return values.stream().map(value -> new Located<>(flag, value)).toList();
  }

  private static ExportsSettings exports(FileSettings file, ServeOptions options)
      throws ConfigException {
    if (options.export().isEmpty() && options.exports().isEmpty()) {
      return file.exports()
          .map(Located::value)
          .orElseThrow(
              () ->
                  new ConfigException(
                      "exports",
                      "nothing is exported: give --export 'PATH CLIENT(OPTIONS)', --exports FILE,"
                          + " or exports in the configuration"));
    }
    List<ExportsParser.Source> lines = new ArrayList<>();
    for (String line : options.export()) {
      lines.add(new ExportsParser.Source("--export", line));
    }
    ExportsSettings settings = new ExportsSettings(options.exports(), lines);
    SettingsReader.checkLines(settings);
    return settings;
  }

  private static RpcbindMode rpcbind(FileSettings file, ServeOptions options)
      throws ConfigException {
    if (options.rpcbind().isEmpty()) {
      return file.rpcbind();
    }
    String word = options.rpcbind().get();
    return Words.find(RpcbindMode.class, word)
        .orElseThrow(
            () -> new ConfigException("--rpcbind", Words.notOneOf(RpcbindMode.class, word)));
  }

  private static Optional<Located<HostPort>> admin(FileSettings file, ServeOptions options)
      throws ConfigException {
    return options.admin().isEmpty()
        ? file.admin()
        : Optional.of(SettingsReader.address(new Located<>("--admin", options.admin().get())));
  }

  private static void checkAdmin(Located<HostPort> admin, ListenSettings listen)
      throws ConfigException {
    HostPort wanted = admin.value();
    for (HostPort address : listen.addresses()) {
      boolean sameHost =
          address.host().equals(wanted.host()) || address.isAnyHost() || wanted.isAnyHost();
      if (sameHost && address.port() == wanted.port() && wanted.port() != 0 && listen.tcp()) {
        throw admin.error(wanted + " is taken by NFS, which listens on " + address);
      }
    }
  }
}
