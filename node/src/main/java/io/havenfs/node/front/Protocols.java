package io.havenfs.node.front;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.nfs.mount.MountProgram;
import io.havenfs.nfs.nfs2.Nfs2Program;
import io.havenfs.nfs.nfs3.Nfs3Program;
import io.havenfs.nfs.nfs4.Nfs4Service;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.nfsacl.NfsAclProgram;
import io.havenfs.nfs.nlm.Grants;
import io.havenfs.nfs.nlm.NlmProgram;
import io.havenfs.nfs.nsm.LossNotices;
import io.havenfs.nfs.nsm.NsmProgram;
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
  private final ClientService clients;
  private final HostCaller hosts;
  private final Optional<Nfs4Service> nfs4;
  private final List<Roster> rosters = new ArrayList<>();
  private final List<Runnable> ticks = new ArrayList<>();
  private final Programs programs;

  /**
   * The versions that {@code settings} offer, each program behind {@code guard}; hosts that lock
   * over NFSv3 are called through {@code hosts}.
   */
  Protocols(
      NfsContext context,
      Exports exports,
      NfsSettings settings,
      UnaryOperator<RpcProgram> guard,
      HostCaller hosts) {
    this.context = context;
    this.exports = exports;
    this.hosts = hosts;
    this.clients = clientService(settings);
    this.nfs4 =
        minorVersions(settings)
            .map(offered -> new Nfs4Service(context, clients, exports::table, offered));
    rosters.addAll(clients.rosters());
    this.programs = programs(settings, guard);
  }

  private static Optional<MinorVersions> minorVersions(NfsSettings settings) {
    Set<Integer> offered = new HashSet<>();
    for (NfsVersion version : settings.versions()) {
      switch (version) {
        case V2, V3 -> {}
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
      boolean v2 = settings.versions().contains(NfsVersion.V2);
      MountProgram mounting = new MountProgram(context, exports, v2);
      rosters.add(mounting.roster(sightings));
      CountedProgram mount = new CountedProgram(guard.apply(mounting));
      if (v2) {
        Sightings oldOnes = new Sightings(context.time());
        rosters.add(mounting.rosterV2(oldOnes));
        versions.add(new SightedProgram(new Nfs2Program(context), oldOnes));
      }
      versions.add(new SightedProgram(new Nfs3Program(context), sightings));
      overTcp.add(mount);
      overUdp.add(mount);
      overUdp.add(new CountedProgram(guard.apply(new VersionedProgram(List.copyOf(versions)))));
      CountedProgram acls =
          new CountedProgram(
              guard.apply(new SightedProgram(new NfsAclProgram(context), sightings)));
      overTcp.add(acls);
      overUdp.add(acls);
      locking()
          .forEach(
              program -> {
                CountedProgram counted = new CountedProgram(guard.apply(program));
                overTcp.add(counted);
                overUdp.add(counted);
              });
    }
    CountedProgram quota = new CountedProgram(guard.apply(new RquotaProgram(context, exports)));
    overTcp.add(quota);
    overUdp.add(quota);
    nfs4.ifPresent(service -> versions.add(service.program()));
    overTcp.add(new CountedProgram(guard.apply(new VersionedProgram(versions))));
    return new Programs(overTcp, overUdp);
  }

  /** How NFSv3's clients lock, and say that they have restarted. */
  private List<RpcProgram> locking() {
    Grants grants = new Grants(context.engine(), clients.hostLocking(), hosts);
    LossNotices notices = new LossNotices(context.engine(), clients, hosts, context.time());
    ticks.add(grants::tick);
    ticks.add(notices::tick);
    return List.of(
        new NlmProgram(context, clients, grants, hosts), new NsmProgram(context, clients));
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
    clients.housekeeping().start();
  }

  /** What happens because time passes; to be called every second or so. */
  void tick() {
    clients.housekeeping().tick();
    ticks.forEach(Runnable::run);
    nfs4.ifPresent(Nfs4Service::tick);
  }
}
