package io.havenfs.rpc.rpcbind;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What to do about rpcbind. */
public enum RpcbindMode {
  /** Register with the system's if it answers, else serve the protocol if its port is free. */
  AUTO,
  /** Serve the protocol; it is an error if the port is taken. */
  BUILTIN,
  /** Register with the system's; it is an error if that fails. */
  SYSTEM,
  /** Nothing: clients are told the ports in another way. */
  OFF;

  /** The mode as it is written in configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode with this word. */
  public static Optional<RpcbindMode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
