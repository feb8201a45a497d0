package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Version 4.0 withstands whatever bytes come, and goes on to serve who behaves. */
class OwnersFuzzTest {
  private static final List<Op> OPS = List.of(Op.values());
  private static final List<Op> STATE =
      List.of(
          Op.SETCLIENTID,
          Op.SETCLIENTID_CONFIRM,
          Op.RENEW,
          Op.OPEN,
          Op.OPEN_CONFIRM,
          Op.OPEN_DOWNGRADE,
          Op.LOCK,
          Op.LOCKT,
          Op.LOCKU,
          Op.CLOSE,
          Op.RELEASE_LOCKOWNER);

  private final StateServer server = new StateServer();
  private final Client wire = new Client(server, "unused");
  private final OwnerClient client = new OwnerClient(server, "fuzzer");
  private final FileHandle file = server.handle(server.makeFile("f"));

  OwnersFuzzTest() {
    wire.minorVersion = 0;
  }

  @Test
  void everyOperationSurvivesArbitraryArguments() {
    Seeded.run(
        60,
        random -> {
          for (Op op : OPS) {
            byte[] arguments = Generate.bytes(random, Generate.length(random, 120));
            send(random, out -> Client.op(out, op).bytes(Unpooled.wrappedBuffer(arguments)));
          }
        });
    behave();
  }

  @Test
  void operationsOnStateSurviveSpoiledArguments() {
    client.known(1);
    Seeded.run(
        100,
        random -> {
          Stateid open = anOpen();
          for (Op op : STATE) {
            byte[] spoiled = spoiled(random, out -> arguments(out, op, open));
            send(random, out -> out.bytes(Unpooled.wrappedBuffer(spoiled)));
          }
        });
    behave();
  }

  /** Nothing is allocated for what a length promises and the bytes do not hold. */
  @Test
  void hugeLengthsCostNothing() {
    RandomGenerator random = new SplittableRandom(1);
    for (Op op : OPS) {
      send(
          random,
          out -> {
            Client.op(out, op);
            for (int i = 0; i < 20; i++) {
              out.int32(0x7fff_fff0);
            }
          });
    }
    behave();
  }

  /** Retransmissions of spoiled requests are answered like the first. */
  @Test
  void aSpoiledRequestSentAgainIsAnsweredTheSame() {
    client.known(1);
    Seeded.run(
        100,
        random -> {
          Stateid open = anOpen();
          byte[] spoiled =
              spoiled(random, out -> arguments(out, Generate.pick(random, STATE), open));
          Consumer<XdrWriter> request = out -> out.bytes(Unpooled.wrappedBuffer(spoiled));
          MemoryCall first = wire.compound(2, onFile(request));
          MemoryCall again = wire.compound(2, onFile(request));
          assertThat(again.end()).isEqualTo(first.end());
        });
  }

  private Consumer<XdrWriter> onFile(Consumer<XdrWriter> operation) {
    return out -> {
      Client.putfh(out, file);
      operation.accept(out);
    };
  }

  private void send(RandomGenerator random, Consumer<XdrWriter> operation) {
    FileHandle handle = random.nextBoolean() ? server.root() : file;
    MemoryCall call =
        wire.compound(
            2,
            out -> {
              Client.putfh(out, handle);
              operation.accept(out);
            });
    if (call.end() == MemoryCall.End.SENT) {
      assertThat(call.results().int32()).isNotEqualTo(Nfs4Status.NFS4ERR_SERVERFAULT.code());
    } else {
      assertThat(call.end()).isEqualTo(MemoryCall.End.GARBAGE_ARGS);
    }
  }

  /** Somebody new opens, locks and closes. */
  private void behave() {
    OwnerClient good = new OwnerClient(server, "good");
    good.known(1);
    FileHandle fresh = server.handle(server.makeFile("good"));
    Stateid open = good.opened(server.root(), "good", fresh);
    assertThat(good.lock(fresh, open, false).next(Op.LOCK)).isEqualTo(Nfs4Status.NFS4_OK);
    good.openSeqid++;
    assertThat(good.close(fresh, open)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  /** An open of the client, which comes anew if what was sent made it unknown. */
  private Stateid anOpen() {
    client.known(1);
    Reply reply = client.openByName(server.root(), "f");
    return reply.next(Op.OPEN) == Nfs4Status.NFS4_OK ? Stateid.read(reply.in()) : Stateid.ANONYMOUS;
  }

  private static byte[] spoiled(RandomGenerator random, Consumer<XdrWriter> valid) {
    ByteBuf buffer = Unpooled.buffer();
    valid.accept(new XdrWriter(buffer));
    return Mutate.bytes(random, ByteBufUtil.getBytes(buffer));
  }

  private void arguments(XdrWriter out, Op op, Stateid open) {
    switch (op) {
      case SETCLIENTID -> OwnerClient.setclientid(out, "fuzzer", 1);
      case OPEN -> client.open(out, OwnerClient.CLAIM_NULL, "f");
      case LOCK -> client.lock(out, open, false);
      default -> others(Client.op(out, op), op, open);
    }
  }

  private void others(XdrWriter out, Op op, Stateid open) {
    switch (op) {
      case SETCLIENTID_CONFIRM -> {
        out.int64(client.id);
        out.int64(client.confirm);
      }
      case RENEW -> out.int64(client.id);
      case OPEN_CONFIRM -> {
        open.write(out);
        out.int32(2);
      }
      case OPEN_DOWNGRADE -> {
        open.write(out);
        out.int32(2);
        out.int64(1L << 32);
      }
      case CLOSE -> {
        out.int32(2);
        open.write(out);
      }
      case LOCKU -> {
        out.int32(2);
        out.int32(2);
        open.write(out);
        out.int64(0);
        out.int64(10);
      }
      case LOCKT -> {
        out.int32(2);
        out.int64(0);
        out.int64(10);
        out.int64(client.id);
        out.utf8("locker");
      }
      default -> {
        out.int64(client.id);
        out.utf8("locker");
      }
    }
  }
}
