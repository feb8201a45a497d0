package io.havenfs.node.cluster;

import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import io.havenfs.node.config.NfsVersion;
import io.havenfs.quorum.model.ServiceSpec;
import java.util.EnumSet;
import java.util.Set;

/** What a specification says in words that the quorum does not understand, checked. Pure. */
public final class ServiceChecks {
  private ServiceChecks() {}

  /**
   * Checks exports and versions.
   *
   * @throws IllegalArgumentException names the service and what is wrong
   */
  public static void check(ServiceSpec spec) {
    try {
      var _ =
          ExportsParser.parse(
              spec.exports().stream()
                  .map(line -> new ExportsParser.Source("service " + spec.id(), line))
                  .toList());
    } catch (ExportsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    Set<NfsVersion> versions = EnumSet.noneOf(NfsVersion.class);
    for (String version : spec.nfs().versions()) {
      versions.add(
          NfsVersion.named(version)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "service " + spec.id() + ": '" + version + "' is not a version of NFS")));
    }
    NfsVersion.objection(versions)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("service " + spec.id() + ": " + why);
            });
  }
}
