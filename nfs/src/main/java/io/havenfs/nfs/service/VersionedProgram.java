package io.havenfs.nfs.service;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import java.util.Comparator;
import java.util.List;

/**
 * One program of several versions that are served by different classes: NFS. The versions must
 * follow each other without a gap.
 */
public final class VersionedProgram implements RpcProgram {
  private final List<RpcProgram> byVersion;

  /** The program that {@code versions}, each of one version, are together. */
  public VersionedProgram(List<RpcProgram> versions) {
    byVersion =
        versions.stream().sorted(Comparator.comparingInt(RpcProgram::lowestVersion)).toList();
    for (int i = 0; i < byVersion.size(); i++) {
      RpcProgram each = byVersion.get(i);
      if (each.program() != program()
          || each.lowestVersion() != lowestVersion() + i
          || each.highestVersion() != each.lowestVersion()) {
        throw new IllegalArgumentException("versions must be single and follow each other");
      }
    }
  }

  @Override
  public int program() {
    return byVersion.getFirst().program();
  }

  @Override
  public int lowestVersion() {
    return byVersion.getFirst().lowestVersion();
  }

  @Override
  public int highestVersion() {
    return byVersion.getLast().highestVersion();
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return of(version).hasProcedure(version, procedure);
  }

  @Override
  public void call(RpcCall call) {
    of(call.version()).call(call);
  }

  private RpcProgram of(int version) {
    return byVersion.get(version - lowestVersion());
  }
}
