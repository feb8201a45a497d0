package io.havenfs.engine.core;

import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.store.TableStore;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.time.Time;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * The engine's environment.
 *
 * @param disk the replica's directory
 * @param tables opens the replica's table store
 * @param bootId names the machine's current boot: what was written but not synced outlives a
 *     process, not a boot
 * @param random for ids and verifiers; used by the sequencer only
 */
public record EnginePorts(
    Disk disk,
    TablesOpener tables,
    LogLimits logLimits,
    DataLimits dataLimits,
    Time time,
    String bootId,
    RandomGenerator random) {

  /** Opens a table store; called once the replica's ownership is taken. */
  @FunctionalInterface
  public interface TablesOpener {
    TableStore open() throws IOException;
  }
}
