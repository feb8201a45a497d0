package io.havenfs.nfs.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever the arguments' bytes are, the call is completed once: with a status, or as garbage. */
class DecoderFuzzTest {
  private static final int RUNS = 20_000;
  private static final int LONGEST = 300;

  private final Server2 nfs = new Server2();
  private final FileHandle file = nfs.file("file");
  private final List<Consumer<XdrWriter>> valid =
      List.of(
          Server2.handle(file),
          Server2.name(nfs.root, "file"),
          Server2.create(nfs.root, "new", 0600, 0),
          Server2.read(file, 0, 100),
          Server2.write(file, 0, "text"),
          Server2.readdir(nfs.root, 0, 1000),
          Server2.name(nfs.root, "a").andThen(Server2.name(nfs.root, "b")));

  @Test
  void arbitraryArguments() {
    Seeded.run(
        RUNS,
        random ->
            serve(
                Generate.pick(random, List.of(Procedure2.values())),
                Generate.bytes(random, Generate.length(random, LONGEST))));
  }

  @Test
  void spoiltArguments() {
    Seeded.run(
        RUNS,
        random ->
            serve(
                Generate.pick(random, List.of(Procedure2.values())),
                Mutate.bytes(random, bytes(Generate.pick(random, valid)))));
  }

  private void serve(Procedure2 procedure, byte[] arguments) {
    ByteBuf buffer = Unpooled.copiedBuffer(arguments);
    MemoryCall call = MemoryCall.make(nfs.program, nfs.header, procedure.number(), buffer);
    assertThat(call.end()).isIn(MemoryCall.End.SENT, MemoryCall.End.GARBAGE_ARGS);
    assertThat(buffer.refCnt()).isEqualTo(1);
  }

  private static byte[] bytes(Consumer<XdrWriter> arguments) {
    ByteBuf buffer = Unpooled.buffer();
    arguments.accept(new XdrWriter(buffer));
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
