package io.havenfs.nfs.mount;

import io.havenfs.engine.client.roster.Roster;
import io.havenfs.nfs.exports.ExportPath;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.Sightings;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrException;
import java.net.InetAddress;

/**
 * MOUNT as an RPC program. Thread-safe; calls are answered on the event loop, but for a MNT that
 * has to wait for the client's name.
 */
public final class MountProgram implements RpcProgram {
  /** The program's number. */
  public static final int PROGRAM = 100005;

  /** The version that goes with NFSv2. */
  public static final int V1 = 1;

  /** The version that goes with NFSv3. */
  public static final int V3 = 3;

  /** The longest path (MNTPATHLEN). */
  static final int MAX_PATH = 1024;

  private final MountList mounts = new MountList();
  private final Mnt mnt;
  private final Dump dump;
  private final ExportList exportList;

  private final boolean servesV1;

  /**
   * Mounts directories of {@code context}'s service that {@code exports} exports.
   *
   * @param servesV1 whether version 1 is served, too: where NFSv2 is
   */
  public MountProgram(NfsContext context, Exports exports, boolean servesV1) {
    this.servesV1 = servesV1;
    mnt = new Mnt(context, exports, mounts);
    dump = new Dump(mounts);
    exportList = new ExportList(exports);
  }

  /** Those who have mounted for NFSv3, and whom {@code sightings} saw, as operators see them. */
  public Roster roster(Sightings sightings) {
    return new MountRoster("3", V3, mounts, sightings);
  }

  /** The same of NFSv2. */
  public Roster rosterV2(Sightings sightings) {
    return new MountRoster("2", V1, mounts, sightings);
  }

  @Override
  public int program() {
    return PROGRAM;
  }

  @Override
  public int lowestVersion() {
    return servesV1 ? V1 : V3;
  }

  @Override
  public int highestVersion() {
    return V3;
  }

  @Override
  public boolean hasVersion(int version) {
    return version == V3 || (servesV1 && version == V1);
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure >= 0 && procedure < MountProcedure.count();
  }

  @Override
  public void call(RpcCall call) {
    switch (MountProcedure.of(call.procedure())) {
      case NULL -> empty(call);
      case MNT -> mnt.serve(call);
      case DUMP -> dump.serve(call);
      case UMNT -> umnt(call);
      case UMNTALL -> umntall(call);
      case EXPORT -> exportList.serve(call);
    }
  }

  private static void empty(RpcCall call) {
    call.reply();
    call.send();
  }

  private void umnt(RpcCall call) {
    ExportPath path;
    try {
      path = ExportPath.of(call.arguments().opaque(MAX_PATH));
    } catch (IllegalArgumentException unusable) {
      throw new XdrException("dirpath is no path");
    }
    mounts.remove(new MountList.Mount(client(call), call.version(), path));
    empty(call);
  }

  private void umntall(RpcCall call) {
    mounts.removeAll(client(call));
    empty(call);
  }

  static InetAddress client(RpcCall call) {
    return call.remoteAddress().getAddress();
  }
}
