package io.havenfs.node.config;

import io.havenfs.engine.file.AccessTimes;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a configuration file.
 *
 * <p>Keys are named where they are read, once; ranges and defaults are the constants of the
 * records. Relative paths are taken from the file's own directory.
 */
final class SettingsReader {
  /** How deep a file may be nested; ours is three deep, and the parser is recursive. */
  private static final int MAX_DEPTH = 20;

  private final Path directory;
  private final Set<String> keys = new TreeSet<>();

  /** A reader of files in {@code directory}. */
  SettingsReader(Path directory) {
    this.directory = directory;
  }

  /** The full names of all keys asked for so far. */
  Set<String> keys() {
    return keys;
  }

  /** Reads the text of a file that messages call {@code name}. */
  FileSettings read(String name, String text) throws ConfigException {
    Optional<YamlSection> root = root(name, text, keys);
    return root.isEmpty() ? FileSettings.NONE : read(root.get());
  }

  /**
   * The whole of a file as a section; empty if nothing is in it.
   *
   * @param name what messages call the file
   * @param keys collects the full name of every key that is asked for
   */
  static Optional<YamlSection> root(String name, String text, Set<String> keys)
      throws ConfigException {
    Optional<Node> root = compose(name, text);
    return root.isEmpty()
        ? Optional.empty()
        : Optional.of(YamlSection.of(name, "", root.get(), keys));
  }

  private static Optional<Node> compose(String name, String text) throws ConfigException {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      Yaml yaml = new Yaml(new SafeConstructor(options));
      return Optional.ofNullable(yaml.compose(new StringReader(text)));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String place = name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
      throw new ConfigException(place, "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new ConfigException(name, "not YAML: " + e.getMessage());
    }
  }

  private FileSettings read(YamlSection root) throws ConfigException {
    Located<ListenSettings> listen = listen(root.section("listen"));
    FileSettings settings =
        new FileSettings(
            path(root, "store"),
            listen,
            exports(root),
            root.oneOf("rpcbind", RpcbindMode.class, FileSettings.DEFAULT_RPCBIND),
            admin(root),
            nfs(root.section("nfs")),
            limits(root.section("limits")),
            engine(root.section("engine")),
            quota(root.section("quota")),
            log(root.section("log")));
    root.finish();
    if (!listen.value().tcp() && settings.nfs().versions().stream().anyMatch(NfsVersion::isV4)) {
      throw root.section("listen")
          .error("tcp", "nfs.versions 4.0, 4.1 and 4.2 need it (RFC 8881 §2.9.1)");
    }
    return settings;
  }

  private Optional<Located<Path>> path(YamlSection section, String key) throws ConfigException {
    return section
        .text(key)
        .map(text -> new Located<>(section.where(key), directory.resolve(text)));
  }

  private static Optional<Located<HostPort>> admin(YamlSection root) throws ConfigException {
    Optional<String> text = root.text("admin");
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(address(new Located<>(root.where("admin"), text.get())));
  }

  /** An address with a port; names the flag or key in its exception. */
  static Located<HostPort> address(Located<String> text) throws ConfigException {
    HostPort address =
        HostPort.parse(text.value())
            .orElseThrow(() -> text.error("'" + text.value() + "' is not ADDRESS:PORT"));
    return new Located<>(text.where(), address);
  }

  /** Addresses to listen on, all different. */
  static List<HostPort> addresses(List<Located<String>> texts) throws ConfigException {
    List<HostPort> addresses = new ArrayList<>();
    for (Located<String> text : texts) {
      HostPort address = address(text).value();
      if (address.port() != 0 && addresses.contains(address)) {
        throw text.error(address + " is given twice");
      }
      addresses.add(address);
    }
    return addresses;
  }

  private static Located<ListenSettings> listen(YamlSection section) throws ConfigException {
    List<HostPort> addresses = addresses(section.texts("addresses"));
    if (section.has("addresses") && addresses.isEmpty()) {
      throw section.error("addresses", "at least one address is needed");
    }
    ListenSettings settings =
        new ListenSettings(
            addresses.isEmpty() ? ListenSettings.DEFAULT.addresses() : addresses,
            section.bool("tcp", ListenSettings.DEFAULT.tcp()),
            section.bool("udp", ListenSettings.DEFAULT.udp()));
    if (!settings.tcp() && !settings.udp()) {
      throw section.error("tcp", "tcp and udp cannot both be off");
    }
    section.finish();
    return new Located<>(section.where("addresses"), settings);
  }

  private Optional<Located<ExportsSettings>> exports(YamlSection root) throws ConfigException {
    YamlSection section = root.section("exports");
    Optional<Path> file = path(section, "file").map(Located::value);
    List<ExportsParser.Source> lines = new ArrayList<>();
    for (Located<String> line : section.texts("list")) {
      lines.add(new ExportsParser.Source(line.where(), line.value()));
    }
    section.finish();
    if (!root.has("exports")) {
      return Optional.empty();
    }
    if (file.isEmpty() && lines.isEmpty()) {
      throw root.error("exports", "neither file nor list is given");
    }
    ExportsSettings settings = new ExportsSettings(file, lines);
    checkLines(settings);
    return Optional.of(new Located<>(root.where("exports"), settings));
  }

  /** Refuses lines that cannot be understood; a file is read later, and again. */
  static void checkLines(ExportsSettings settings) throws ConfigException {
    try {
      ExportsParser.parse(settings.lines());
    } catch (ExportsException e) {
      throw ConfigException.of(e);
    }
  }

  private static NfsSettings nfs(YamlSection section) throws ConfigException {
    Set<NfsVersion> versions = versions(section);
    int lease =
        section.integer(
            "lease-seconds",
            NfsSettings.MIN_LEASE_SECONDS,
            NfsSettings.MAX_LEASE_SECONDS,
            NfsSettings.DEFAULT_LEASE_SECONDS);
    int grace =
        section.integer(
            "grace-seconds",
            NfsSettings.MIN_LEASE_SECONDS,
            NfsSettings.MAX_LEASE_SECONDS,
            Math.max(lease, NfsSettings.DEFAULT_LEASE_SECONDS));
    if (grace < lease) {
      throw section.error(
          "grace-seconds", grace + " is shorter than a lease of " + lease + " (RFC 8881 §8.4.2)");
    }
    section.finish();
    return new NfsSettings(versions, lease, grace);
  }

  private static Set<NfsVersion> versions(YamlSection section) throws ConfigException {
    Set<NfsVersion> versions = EnumSet.noneOf(NfsVersion.class);
    for (Located<String> text : section.texts("versions")) {
      NfsVersion version =
          NfsVersion.named(text.value())
              .orElseThrow(
                  () -> text.error("'" + text.value() + "' is not one of 2, 3, 4.0, 4.1, 4.2"));
      if (!versions.add(version)) {
        throw text.error(version.text() + " is given twice");
      }
    }
    if (section.has("versions") && versions.isEmpty()) {
      throw section.error("versions", "at least one version is needed");
    }
    Optional<String> objection = NfsVersion.objection(versions);
    if (objection.isPresent()) {
      throw section.error("versions", objection.get());
    }
    return versions.isEmpty() ? NfsSettings.DEFAULT.versions() : versions;
  }

  private static LimitSettings limits(YamlSection section) throws ConfigException {
    LimitSettings otherwise = LimitSettings.DEFAULT;
    int most = LimitSettings.MAX_REQUESTS;
    long least = LimitSettings.MIN_REQUEST_MEMORY;
    long mostMemory = LimitSettings.MAX_REQUEST_MEMORY;
    LimitSettings settings =
        new LimitSettings(
            section.integer(
                "connections", 1, LimitSettings.MAX_CONNECTIONS, otherwise.connections()),
            section.integer("requests", 1, most, otherwise.requests()),
            section.integer("requests-per-connection", 1, most, otherwise.requestsPerConnection()),
            section.size("request-memory", least, mostMemory, otherwise.requestMemory()),
            section.size(
                "request-memory-per-connection",
                least,
                mostMemory,
                otherwise.requestMemoryPerConnection()));
    checkPerConnection(section, "requests", settings.requests(), settings.requestsPerConnection());
    checkPerConnection(
        section, "request-memory", settings.requestMemory(), settings.requestMemoryPerConnection());
    section.finish();
    return settings;
  }

  private static void checkPerConnection(YamlSection section, String key, long all, long one)
      throws ConfigException {
    if (all < one) {
      String part = key + "-per-connection";
      String given = section.has(part) ? part : key;
      throw section.error(given, key + " " + all + " is less than " + part + " " + one);
    }
  }

  private static EngineSettings engine(YamlSection section) throws ConfigException {
    EngineSettings otherwise = EngineSettings.DEFAULT;
    long least = EngineSettings.MIN_MEMORY_SIZE;
    long most = EngineSettings.MAX_SIZE;
    long checkpoint =
        section.size(
            "checkpoint-size",
            EngineSettings.MIN_CHECKPOINT_SIZE,
            most,
            otherwise.checkpointSize());
    EngineSettings settings =
        new EngineSettings(
            checkpoint,
            section.size("cache-size", least, most, otherwise.cacheSize()),
            section.size("table-cache-size", least, most, otherwise.tableCacheSize()),
            section.size("table-buffer-size", least, most, otherwise.tableBufferSize()),
            section.size("reserve-size", 0, most, otherwise.reserveSize()),
            section.oneOf("access-times", AccessTimes.class, otherwise.accessTimes()));
    section.finish();
    return settings;
  }

  private static QuotaSettings quota(YamlSection section) throws ConfigException {
    boolean enabled = section.bool("enabled", QuotaSettings.DEFAULT.enabled());
    int grace =
        section.integer(
            "grace-days", 0, QuotaSettings.MAX_GRACE_DAYS, QuotaSettings.DEFAULT.graceDays());
    List<QuotaRule> limits = new ArrayList<>();
    Set<String> subjects = new HashSet<>();
    for (YamlSection item : section.sections("limits")) {
      QuotaRule rule = QuotaReader.read(item);
      if (!subjects.add(rule.kind() + " " + rule.id())) {
        throw item.error("", "the limits of this user or group are given twice");
      }
      limits.add(rule);
    }
    if (!enabled && !limits.isEmpty()) {
      throw section.error("limits", "limits are given, but quota.enabled is not true");
    }
    section.finish();
    return new QuotaSettings(enabled, grace, limits);
  }

  private static LogSettings log(YamlSection section) throws ConfigException {
    LogSettings settings =
        new LogSettings(
            section.oneOf("level", LogSettings.Level.class, LogSettings.DEFAULT.level()),
            section.oneOf("format", LogSettings.Format.class, LogSettings.DEFAULT.format()));
    section.finish();
    return settings;
  }
}
