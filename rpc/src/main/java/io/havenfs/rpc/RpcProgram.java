package io.havenfs.rpc;

/**
 * A program served over RPC.
 *
 * <p>{@link #call} runs on the event loop of the connection that the call came over: it must not
 * block, and may run concurrently for different connections. Procedure 0 is the program's to
 * answer, as any other.
 */
public interface RpcProgram {
  /** The program's number. */
  int program();

  /** The lowest version served. */
  int lowestVersion();

  /** The highest version served; the lowest one, unless a program says otherwise. */
  default int highestVersion() {
    return lowestVersion();
  }

  /**
   * Whether a version is served; to be overridden by a program whose range of versions has holes.
   */
  default boolean hasVersion(int version) {
    return Integer.compareUnsigned(version, lowestVersion()) >= 0
        && Integer.compareUnsigned(version, highestVersion()) <= 0;
  }

  /** Whether the version has the procedure; if not the call is answered with PROC_UNAVAIL. */
  boolean hasProcedure(int version, int procedure);

  /**
   * Serves one call, whose version and procedure exist. The call must be completed exactly once,
   * now or later. An {@link io.havenfs.rpc.xdr.XdrException} that escapes before completion is
   * answered with GARBAGE_ARGS, any other exception with SYSTEM_ERR.
   */
  void call(RpcCall call);
}
