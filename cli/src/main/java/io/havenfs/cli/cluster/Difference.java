package io.havenfs.cli.cluster;

import io.havenfs.node.config.ClusterFile;
import io.havenfs.node.control.ClusterReport;
import io.havenfs.node.control.ClusterReport.ServiceReport;
import io.havenfs.node.control.ServiceDescription;
import io.havenfs.node.control.SettingsDescription;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One thing that is not as it is wanted, and the request that makes it so.
 *
 * @param text for people, a line for each property that changes
 */
record Difference(String text, String path, Object body) {

  /**
   * What has to change.
   *
   * @throws IOException when the file wants what this cluster cannot have
   */
  static List<Difference> between(ClusterReport cluster, ClusterFile wanted) throws IOException {
    List<Difference> all = new ArrayList<>();
    wanted.settings().ifPresent(settings -> addSettings(cluster, settings, all));
    Map<String, ServiceDescription> there =
        cluster.services().stream()
            .map(ServiceReport::specification)
            .collect(Collectors.toMap(ServiceDescription::name, each -> each));
    for (ServiceDescription service : wanted.services()) {
      checkNodes(cluster, service);
      ServiceDescription before = there.get(service.name());
      if (before == null) {
        all.add(
            new Difference(
                properties("service " + service.name(), normal(service)),
                "/v1/services/" + service.name() + "/create",
                service));
      } else if (!before.equals(normal(service))) {
        all.add(
            new Difference(
                changes("service " + service.name(), before, normal(service)),
                "/v1/services/" + service.name() + "/update",
                service));
      }
    }
    return all;
  }

  private static void addSettings(
      ClusterReport cluster, SettingsDescription wanted, List<Difference> all) {
    SettingsDescription now =
        new SettingsDescription(
            cluster.deadAfter().toLowerCase(Locale.ROOT),
            cluster.lagLimitMillis(),
            cluster.syncsAtOnce());
    if (!now.equals(wanted)) {
      all.add(new Difference(changes("settings", now, wanted), "/v1/settings", wanted));
    }
  }

  private static void checkNodes(ClusterReport cluster, ServiceDescription service)
      throws IOException {
    for (String node : service.nodes()) {
      boolean holdsData =
          cluster.nodes().stream()
              .anyMatch(each -> each.name().equals(node) && each.roles().contains("DATA"));
      if (!holdsData) {
        throw new IOException(
            "service " + service.name() + ": there is no node " + node + " that holds data");
      }
    }
  }

  /** In the words in which the cluster reports it. */
  private static ServiceDescription normal(ServiceDescription service) {
    return ServiceDescription.of(service.spec());
  }

  private static String properties(String what, Record all) {
    StringBuilder text = new StringBuilder();
    for (RecordComponent component : all.getClass().getRecordComponents()) {
      text.append("+ %s: %s: %s%n".formatted(what, component.getName(), value(component, all)));
    }
    return text.toString().stripTrailing();
  }

  private static String changes(String what, Record before, Record after) {
    StringBuilder text = new StringBuilder();
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      Object old = value(component, before);
      Object next = value(component, after);
      if (!Objects.equals(old, next)) {
        text.append("~ %s: %s: %s -> %s%n".formatted(what, component.getName(), old, next));
      }
    }
    return text.toString().stripTrailing();
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
