package io.havenfs.nfs.nfs4;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.script.ScriptServer;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, a compound is answered, or refused as garbage: no exception escapes, no
 * operation is a server fault, and no buffer is kept.
 */
class DecoderFuzzTest {
  private static final List<Op> OPS = List.of(Op.values());

  private final ScriptServer server = new ScriptServer();
  private final FileHandle file;
  private final FileHandle directory;
  private int sequence;

  DecoderFuzzTest() {
    server.export("/ *(rw,no_root_squash)");
    server.make("dir", "/d", "0777", "0");
    file = handle(server.make("file", "/f", "0666", "0", "hello"));
    directory = handle(server.find("/d"));
  }

  private FileHandle handle(Inode inode) {
    int export = server.exportId("/");
    return new FileHandle(export, inode.id(), inode.generation());
  }

  @Test
  void everyOperationSurvivesArbitraryArguments() {
    Seeded.run(
        40,
        random -> {
          for (Op op : OPS) {
            byte[] arguments = Generate.bytes(random, Generate.length(random, 120));
            answer(compound(random, op, out -> out.bytes(Unpooled.wrappedBuffer(arguments))));
          }
        });
  }

  @Test
  void everyOperationSurvivesSpoiledArguments() {
    Seeded.run(
        60,
        random -> {
          for (Op op : OPS) {
            byte[] valid =
                bytes(compound(random, op, out -> PlausibleArguments.write(out, op, random)));
            answer(Unpooled.wrappedBuffer(Mutate.bytes(random, valid)));
          }
        });
  }

  @Test
  void plausibleCompoundsOfManyOperationsAreAnswered() {
    Seeded.run(
        300,
        random -> {
          ByteBuf buffer = Unpooled.buffer();
          XdrWriter out = new XdrWriter(buffer);
          int count = Generate.between(random, 1, 12);
          begin(out, random, count + 4);
          for (int i = 0; i < count; i++) {
            Op op = Generate.pick(random, OPS);
            out.int32(op.number());
            PlausibleArguments.write(out, op, random);
          }
          answer(buffer);
        });
  }

  /** Nothing is allocated for what a length promises and the bytes do not hold. */
  @Test
  void hugeLengthsCostNothing() {
    for (Op op : OPS) {
      ByteBuf compound =
          compound(
              new SplittableRandom(1),
              op,
              out -> {
                for (int i = 0; i < 20; i++) {
                  out.int32(0x7fff_fff0);
                }
              });
      answer(compound);
    }
  }

  private interface Arguments {
    void write(XdrWriter out);
  }

  private ByteBuf compound(RandomGenerator random, Op op, Arguments arguments) {
    ByteBuf buffer = Unpooled.buffer();
    XdrWriter out = new XdrWriter(buffer);
    begin(out, random, 5);
    out.int32(op.number());
    arguments.write(out);
    return buffer;
  }

  /** Tag, minor version, count, SEQUENCE, a saved and a current filehandle. */
  private void begin(XdrWriter out, RandomGenerator random, int count) {
    out.opaque(new byte[0]);
    out.int32(2);
    out.int32(count);
    out.int32(Op.SEQUENCE.number());
    out.int64(0);
    out.int64(0);
    out.int32(++sequence);
    out.int64(0);
    out.bool(random.nextBoolean());
    out.int32(Op.PUTFH.number());
    (random.nextBoolean() ? file : directory).write(out);
    out.int32(Op.SAVEFH.number());
    out.int32(Op.PUTFH.number());
    (random.nextBoolean() ? file : directory).write(out);
  }

  private void answer(ByteBuf compound) {
    ByteBuf arguments = ByteBufAllocator.DEFAULT.buffer().writeBytes(compound);
    try {
      MemoryCall call = server.call(arguments);
      if (call.end() == MemoryCall.End.SENT) {
        check(call.results());
      } else {
        assertThat(call.end()).isEqualTo(MemoryCall.End.GARBAGE_ARGS);
      }
      assertThat(arguments.refCnt()).as("references to the request").isEqualTo(1);
    } finally {
      arguments.release();
    }
  }

  private static void check(XdrReader results) {
    int status = results.int32();
    assertThat(status).isNotEqualTo(Nfs4Status.NFS4ERR_SERVERFAULT.code());
    results.skipOpaque(1024);
    assertThat(results.length(100)).isLessThanOrEqualTo(20);
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(0, bytes);
    return bytes;
  }
}
