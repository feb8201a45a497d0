package io.havenfs.nfs.hosts;

import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;

/** Calls hosts. Thread-safe; never waits. */
@FunctionalInterface
public interface HostCaller {
  /**
   * What is called.
   *
   * @param host where
   * @param service the address of ours that the host expects calls from
   * @param program the program there
   * @param version its version
   * @param stream whether it is wanted over TCP if it is to be had so; else over UDP only
   * @param once whether the host must not hear a call more often than it was made; else one over
   *     UDP is repeated until it is answered
   */
  record Target(
      ClientAddress host,
      ClientAddress service,
      int program,
      int version,
      boolean stream,
      boolean once) {
    /** The same, which is to hear each call once. */
    public Target hearingOnce() {
      return new Target(host, service, program, version, stream, true);
    }
  }

  /**
   * Calls a procedure; {@code handler} is told once how that ended, perhaps before this returns. A
   * host that cannot be reached makes it fail, after some seconds at most.
   */
  void call(Target target, int procedure, Consumer<XdrWriter> arguments, ReplyHandler handler);
}
