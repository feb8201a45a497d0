package io.havenfs.testkit.disk;

import io.havenfs.host.disk.Disk;

/** The simulated disk, as long as nothing goes wrong. */
final class SimulatedDiskTest extends DiskContract {
  private final Disk disk = new SimulatedDisk(1);

  @Override
  Disk disk() {
    return disk;
  }
}
