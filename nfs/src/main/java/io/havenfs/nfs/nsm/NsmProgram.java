package io.havenfs.nfs.nsm;

import io.havenfs.engine.client.host.HostKey;
import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;

/** NSM as an RPC program. Thread-safe; {@link #call} runs on the event loop of its connection. */
public final class NsmProgram implements RpcProgram {
  /** The program's number. */
  public static final int PROGRAM = 100024;

  /** Its only version. */
  public static final int VERSION = 1;

  /** A host says that it has restarted. */
  static final int NOTIFY = 6;

  /** The longest name of a host (SM_MAXSTRLEN). */
  static final int MAX_NAME = HostKey.MAX_NAME;

  private static final int NULL = 0;
  private static final int STAT = 1;
  private static final int MON = 2;
  private static final int UNMON = 3;
  private static final int UNMON_ALL = 4;
  private static final int SIMU_CRASH = 5;

  /** {@code STAT_FAIL}. */
  private static final int FAIL = 1;

  private final NfsContext context;
  private final Hosts hosts;

  /** Speaks for {@code context}'s service. */
  public NsmProgram(NfsContext context, ClientService clients) {
    this.context = context;
    this.hosts = clients.hosts();
  }

  @Override
  public int program() {
    return PROGRAM;
  }

  @Override
  public int lowestVersion() {
    return VERSION;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure >= NULL && procedure <= NOTIFY;
  }

  @Override
  public void call(RpcCall call) {
    switch (call.procedure()) {
      case STAT, MON -> tellState(call, out -> out.int32(FAIL));
      case UNMON, UNMON_ALL -> tellState(call, out -> {});
      case NOTIFY -> restarted(call);
      case NULL, SIMU_CRASH -> call.sendEmpty(); // a crash is not for others to order
      default -> throw new IllegalStateException("procedure " + call.procedure());
    }
  }

  /** Results that end with our state number. */
  private void tellState(RpcCall call, Consumer<XdrWriter> before) {
    int[] number = new int[1];
    submit(
        call,
        tx -> number[0] = hosts.monitorState(tx).number(),
        () -> {
          XdrWriter out = call.reply();
          before.accept(out);
          out.int32(number[0]);
        });
  }

  /** {@code stat_chge}. */
  private void restarted(RpcCall call) {
    String name = call.arguments().utf8(MAX_NAME);
    int state = call.arguments().int32();
    ClientAddress from = ClientAddress.of(call.remoteAddress().getAddress());
    submit(call, tx -> hosts.restarted(tx, new HostKey(from, name), state), () -> call.reply());
  }

  /** Whoever gets no reply sends again. */
  private void submit(RpcCall call, Consumer<Transaction> decision, Runnable reply) {
    context
        .engine()
        .submit(
            new Change() {
              @Override
              public void decide(Transaction tx) {
                decision.accept(tx);
              }

              @Override
              public void committed() {
                reply.run();
                call.send();
              }

              @Override
              public void failed(Throwable cause) {
                call.drop();
              }
            });
  }
}
