package io.havenfs.node.config;

import io.havenfs.node.control.ServiceDescription;
import io.havenfs.node.control.SettingsDescription;
import io.havenfs.node.control.StorageDescription;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Storage.Replicated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster as a file wants it.
 *
 * @param settings empty when the file says nothing of them
 */
public record ClusterFile(
    Optional<SettingsDescription> settings, List<ServiceDescription> services) {
  private static final int MAX_SECONDS = 86_400;
  private static final int MAX_LAG_MILLIS = 60_000;
  private static final long MAX_RATE = 1L << 50;

  public ClusterFile {
    services = List.copyOf(services);
  }

  /**
   * Reads and checks a file, as far as that goes without the cluster.
   *
   * @throws ConfigException names file, line and key
   */
  public static ClusterFile read(Path file) throws IOException, ConfigException {
    Optional<YamlSection> root =
        SettingsReader.root(file.toString(), Files.readString(file), new TreeSet<>());
    return root.isEmpty() ? new ClusterFile(Optional.empty(), List.of()) : read(root.get());
  }

  private static ClusterFile read(YamlSection root) throws ConfigException {
    Optional<SettingsDescription> settings =
        root.has("settings") ? Optional.of(settings(root.section("settings"))) : Optional.empty();
    List<ServiceDescription> services = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlSection section : root.sections("services")) {
      ServiceDescription service = service(section);
      if (!names.add(service.name())) {
        throw section.error("name", "service " + service.name() + " is there twice");
      }
      services.add(service);
    }
    root.finish();
    return new ClusterFile(settings, services);
  }

  private static SettingsDescription settings(YamlSection section) throws ConfigException {
    SettingsDescription usual = SettingsDescription.of(Settings.DEFAULT);
    DeadAfter deadAfter =
        section.oneOf("dead-after", DeadAfter.class, Settings.DEFAULT.deadAfter());
    int lag = section.integer("lag-limit-millis", 1, MAX_LAG_MILLIS, (int) usual.lagLimitMillis());
    int syncs =
        section.integer("syncs-at-once", 1, Settings.MAX_SYNCS_AT_ONCE, usual.syncsAtOnce());
    section.finish();
    return new SettingsDescription(deadAfter.name().toLowerCase(Locale.ROOT), lag, syncs);
  }

  private static ServiceDescription service(YamlSection section) throws ConfigException {
    String name =
        section.text("name").orElseThrow(() -> section.error("", "a service needs a name"));
    List<String> nodes = texts(section, "nodes");
    YamlSection nfs = section.section("nfs");
    YamlSection sync = section.section("synchronisation");
    StorageDescription storage = storage(section.section("storage"));
    NfsOptions usual = NfsOptions.DEFAULT;
    ServiceDescription service =
        new ServiceDescription(
            name,
            texts(section, "addresses"),
            texts(section, "exports"),
            nodes,
            section.integer(
                "copies",
                1,
                Replicated.MAX_COPIES,
                storage.shared().isEmpty() ? ServiceDescription.usualCopies(nodes) : 1),
            storage,
            section.bool("online", true),
            section.bool("automatic-fallback", false),
            texts(nfs, "versions"),
            nfs.integer("lease-seconds", 1, MAX_SECONDS, usual.leaseSeconds()),
            nfs.integer("grace-seconds", 0, MAX_SECONDS, usual.graceSeconds()),
            sync.size("bytes-per-second", 0, MAX_RATE, 0),
            sync.bool("delayed", false),
            sync.count("compare-seconds", Integer.MAX_VALUE, 0));
    nfs.finish();
    sync.finish();
    section.finish();
    checked(section, service);
    return service;
  }

  private static StorageDescription storage(YamlSection section) throws ConfigException {
    StorageDescription storage =
        new StorageDescription(
            section.text("shared").orElse(""),
            section.text("acquire").orElse(""),
            section.text("release").orElse(""),
            section.text("fence").orElse(""),
            section.integer(
                "command-seconds",
                1,
                MAX_SECONDS,
                Math.toIntExact(StorageDescription.REPLICATED.commandSeconds())));
    section.finish();
    return storage;
  }

  private static List<String> texts(YamlSection section, String key) throws ConfigException {
    return section.texts(key).stream().map(Located::value).toList();
  }

  private static void checked(YamlSection section, ServiceDescription service)
      throws ConfigException {
    try {
      var _ = service.spec();
    } catch (IllegalArgumentException e) {
      throw section.error("", String.valueOf(e.getMessage()));
    }
  }
}
