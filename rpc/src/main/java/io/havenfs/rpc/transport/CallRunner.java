package io.havenfs.rpc.transport;

import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrException;

/** Gives a call to its program and answers for it if the program throws. */
final class CallRunner {
  private CallRunner() {}

  static void run(RpcProgram program, Call call, FaultHandler faults) {
    try {
      program.call(call);
    } catch (XdrException malformed) {
      call.tryFail(Replies.GARBAGE_ARGS);
    } catch (RuntimeException | AssertionError fault) {
      call.tryFail(Replies.SYSTEM_ERR);
      faults.programFailed(call, fault);
    }
  }
}
