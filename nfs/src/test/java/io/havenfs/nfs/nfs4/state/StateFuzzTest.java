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
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Operations on clients, sessions, opens and locks withstand whatever bytes come. */
class StateFuzzTest {
  private static final List<Op> IN_SESSION =
      List.of(
          Op.OPEN,
          Op.OPEN_DOWNGRADE,
          Op.CLOSE,
          Op.LOCK,
          Op.LOCKT,
          Op.LOCKU,
          Op.FREE_STATEID,
          Op.TEST_STATEID,
          Op.BACKCHANNEL_CTL,
          Op.RECLAIM_COMPLETE,
          Op.DESTROY_SESSION,
          Op.DESTROY_CLIENTID,
          Op.SET_SSV,
          Op.BIND_CONN_TO_SESSION,
          Op.EXCHANGE_ID,
          Op.CREATE_SESSION);

  private static final List<Op> ALONE =
      List.of(
          Op.EXCHANGE_ID,
          Op.CREATE_SESSION,
          Op.DESTROY_SESSION,
          Op.DESTROY_CLIENTID,
          Op.BIND_CONN_TO_SESSION,
          Op.SEQUENCE);

  private final StateServer server = new StateServer();

  @Test
  void operationsInASessionSurviveSpoiledArguments() {
    Seeded.run(
        60,
        random -> {
          Client client = Client.ready(server, "client" + random.nextInt(4));
          for (Op op : IN_SESSION) {
            Stateid open = anOpen(client);
            byte[] spoiled = spoiled(random, out -> arguments(out, client, op, open));
            FileHandle handle = random.nextBoolean() ? server.root() : aFile();
            check(
                client.inSession(
                    0,
                    2,
                    out -> {
                      Client.putfh(out, handle);
                      out.bytes(Unpooled.wrappedBuffer(spoiled));
                    }));
          }
        });
  }

  @Test
  void operationsInASessionSurviveArbitraryArguments() {
    Seeded.run(
        60,
        random -> {
          Client client = Client.ready(server, "client" + random.nextInt(4));
          for (Op op : IN_SESSION) {
            byte[] arguments = Generate.bytes(random, Generate.length(random, 120));
            check(
                client.inSession(
                    0,
                    2,
                    out -> {
                      Client.putfh(out, server.root());
                      Client.op(out, op).bytes(Unpooled.wrappedBuffer(arguments));
                    }));
          }
        });
  }

  @Test
  void operationsWithoutASessionSurviveSpoiledArguments() {
    Seeded.run(
        200,
        random -> {
          Client client = Client.ready(server, "client" + random.nextInt(4));
          for (Op op : ALONE) {
            byte[] spoiled = spoiled(random, out -> arguments(out, client, op, Stateid.ANONYMOUS));
            check(client.compound(1, out -> out.bytes(Unpooled.wrappedBuffer(spoiled))));
          }
        });
  }

  private FileHandle aFile() {
    return server.handle(server.files.inode(server.engine.state(), fileId));
  }

  private long fileId = 1;

  private Stateid anOpen(Client client) {
    Reply reply = client.on(server.root(), out -> Client.create(out, "owner", 0, 0644, "f"));
    if (reply.status() != Nfs4Status.NFS4_OK) {
      return Stateid.ANONYMOUS;
    }
    Stateid stateid = Client.stateid(reply, Op.OPEN);
    fileId = stateid.high();
    return stateid;
  }

  private static byte[] spoiled(RandomGenerator random, Consumer<XdrWriter> valid) {
    ByteBuf buffer = Unpooled.buffer();
    valid.accept(new XdrWriter(buffer));
    return Mutate.bytes(random, ByteBufUtil.getBytes(buffer));
  }

  private static void arguments(XdrWriter out, Client client, Op op, Stateid open) {
    switch (op) {
      case OPEN -> Client.create(out, "owner", 1, 0644, "g");
      case EXCHANGE_ID -> client.exchangeId(out, 0, 0);
      case CREATE_SESSION -> client.createSession(out, 0, Client.CHANNEL);
      case SEQUENCE -> client.sequence(out, 0, 1);
      default -> others(Client.op(out, op), client, op, open);
    }
  }

  private static void others(XdrWriter out, Client client, Op op, Stateid open) {
    switch (op) {
      case OPEN_DOWNGRADE -> {
        open.write(out);
        out.int32(0);
        out.int64(1L << 32);
      }
      case CLOSE -> {
        out.int32(0);
        open.write(out);
      }
      case LOCK -> {
        lock(out);
        out.bool(true);
        out.int32(0);
        open.write(out);
        out.int32(0);
        out.int64(0);
        out.utf8("locker");
      }
      case LOCKT -> {
        lock(out);
        out.int64(0);
        out.utf8("locker");
      }
      case LOCKU -> {
        lock(out);
        open.write(out);
      }
      case FREE_STATEID -> open.write(out);
      case TEST_STATEID -> {
        out.int32(1);
        open.write(out);
      }
      case BACKCHANNEL_CTL -> {
        out.int32(7);
        out.int32(1);
        out.int32(0);
      }
      case DESTROY_CLIENTID -> out.int64(client.clientId);
      case DESTROY_SESSION, BIND_CONN_TO_SESSION -> {
        out.int64(client.session);
        out.int64(client.nonce);
        out.int64(3L << 32);
      }
      default -> out.int64(0);
    }
  }

  private static void lock(XdrWriter out) {
    out.int32(2);
    out.bool(false);
    out.int64(0);
    out.int64(100);
  }

  private static void check(MemoryCall call) {
    if (call.end() == MemoryCall.End.SENT) {
      assertThat(call.results().int32()).isNotEqualTo(Nfs4Status.NFS4ERR_SERVERFAULT.code());
    } else {
      assertThat(call.end()).isEqualTo(MemoryCall.End.GARBAGE_ARGS);
    }
  }
}
