package io.havenfs.rpc.transport;

import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Tells Netty what it would otherwise look for, for the names of its channels: this machine and
 * this process. It looks at the network interfaces, warns when none has a hardware address, and
 * then takes random bytes as we do here.
 */
public final class NettyProcess {
  private static final String MACHINE = "io.netty.machineId";
  private static final String PROCESS = "io.netty.processId";
  private static final int MACHINE_BYTES = 8;

  private NettyProcess() {}

  /** To be called before the first channel is made. Leaves alone what the operator has set. */
  public static void name() {
    byte[] machine = new byte[MACHINE_BYTES];
    new SplittableRandom().nextBytes(machine);
    set(MACHINE, HexFormat.ofDelimiter(":").formatHex(machine));
    set(PROCESS, Long.toString(ProcessHandle.current().pid()));
  }

  private static void set(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
