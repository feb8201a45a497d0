package io.havenfs.node.front;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.mount.MountProgram;
import io.havenfs.nfs.nfs3.Nfs3Program;
import io.havenfs.nfs.nfs4.Nfs4Service;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.rquota.RquotaProgram;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.SightedProgram;
import io.havenfs.nfs.service.Sightings;
import io.havenfs.nfs.service.VersionedProgram;
import io.havenfs.node.config.NfsSettings;
import io.havenfs.node.config.NfsVersion;
import io.havenfs.node.metrics.CountedProgram;
import io.havenfs.node.serving.Programs;
import io.havenfs.rpc.RpcProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The protocols that are offered on a service, put together. */
final class Protocols {
  private final NfsContext context;
  private final Exports exports;
  private final Optional<ClientService> clients;
  private final Optional<Nfs4Service> nfs4;
  private final List<Roster> rosters = new ArrayList<>();
  private final Programs programs;

  /** The versions that {@code settings} offer, each program behind {@code guard}. */
  Protocols(
      NfsContext context, Exports exports, NfsSettings settings, UnaryOperator<RpcProgram> guard) {
    this.context = context;
    this.exports = exports;
    Optional<MinorVersions> minor = minorVersions(settings);
    this.clients = minor.map(offered -> clientService(settings));
    this.nfs4 =
        clients.map(state -> new Nfs4Service(context, state, exports::table, minor.orElseThrow()));
    clients.ifPresent(state -> rosters.addAll(state.rosters()));
    this.programs = programs(settings, guard);
  }

  private static Optional<MinorVersions> minorVersions(NfsSettings settings) {
    Set<Integer> offered = new HashSet<>();
    for (NfsVersion version : settings.versions()) {
      switch (version) {
        case V3 -> {}
        case V4_0 -> offered.add(0);
        case V4_1 -> offered.add(1);
        case V4_2 -> offered.add(2);
      }
    }
    return offered.isEmpty() ? Optional.empty() : Optional.of(new MinorVersions(offered));
  }

  private ClientService clientService(NfsSettings settings) {
    ClientLimits limits =
        ClientLimits.DEFAULT.withLease(Duration.ofSeconds(settings.leaseSeconds()));
    return ClientService.on(
        context.engine(), UnusedFiles.of(context.files()), limits, context.time());
  }

  private Programs programs(NfsSettings settings, UnaryOperator<RpcProgram> guard) {
    List<RpcProgram> versions = new ArrayList<>();
    List<CountedProgram> overUdp = new ArrayList<>();
    List<CountedProgram> overTcp = new ArrayList<>();
    if (settings.versions().contains(NfsVersion.V3)) {
      Sightings sightings = new Sightings(context.time());
      MountProgram mounting = new MountProgram(context, exports);
      rosters.add(mounting.roster(sightings));
      CountedProgram mount = new CountedProgram(guard.apply(mounting));
      RpcProgram nfs3 = new SightedProgram(new Nfs3Program(context), sightings);
      versions.add(nfs3);
      overTcp.add(mount);
      overUdp.add(mount);
      overUdp.add(new CountedProgram(guard.apply(nfs3)));
    }
    CountedProgram quota = new CountedProgram(guard.apply(new RquotaProgram(context, exports)));
    overTcp.add(quota);
    overUdp.add(quota);
    nfs4.ifPresent(service -> versions.add(service.program()));
    overTcp.add(new CountedProgram(guard.apply(new VersionedProgram(versions))));
    return new Programs(overTcp, overUdp);
  }

  /** What is to be served. */
  Programs programs() {
    return programs;
  }

  /** The clients of all protocols, as operators see them. */
  List<Roster> rosters() {
    return List.copyOf(rosters);
  }

  /** What has to happen before the first request. */
  void start() {
    clients.ifPresent(state -> state.housekeeping().start());
  }

  /** What happens because time passes; to be called every second or so. */
  void tick() {
    clients.ifPresent(state -> state.housekeeping().tick());
    nfs4.ifPresent(Nfs4Service::tick);
  }
}
