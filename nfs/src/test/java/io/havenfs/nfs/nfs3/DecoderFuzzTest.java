package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whatever the arguments' bytes are, the call is completed once: with a status, or as garbage. The
 * program may throw nothing else; neither may it keep a reference to the arguments.
 */
class DecoderFuzzTest {
  private static final int RUNS = 20_000;
  private static final int LONGEST = 400;

  private final Fixture nfs = new Fixture();
  private final Map<Procedure3, byte[]> valid = valid();

  @Test
  void arbitraryArguments() {
    Seeded.run(
        RUNS,
        random -> {
          Procedure3 procedure = Generate.pick(random, List.of(Procedure3.values()));
          serve(procedure, Generate.bytes(random, Generate.length(random, LONGEST)));
        });
  }

  @Test
  void spoiltArguments() {
    Seeded.run(
        RUNS,
        random -> {
          Procedure3 procedure = Generate.pick(random, List.of(Procedure3.values()));
          serve(procedure, Mutate.bytes(random, valid.getOrDefault(procedure, new byte[0])));
        });
  }

  private void serve(Procedure3 procedure, byte[] arguments) {
    ByteBuf buffer = Unpooled.copiedBuffer(arguments);
    MemoryCall call = MemoryCall.make(nfs.program, nfs.header(), procedure.number(), buffer);
    assertThat(call.end()).isIn(MemoryCall.End.SENT, MemoryCall.End.GARBAGE_ARGS);
    if (call.end() == MemoryCall.End.SENT) {
      assertThat(call.results().remaining()).isLessThanOrEqualTo(procedure.largestReply());
      assertThat(call.results().remaining() % 4).isZero();
    }
    assertThat(buffer.refCnt()).isEqualTo(1);
  }

  private Map<Procedure3, byte[]> valid() {
    FileHandle file = nfs.create(nfs.root, "file");
    FileHandle link = Fixture.made(nfs.ok(Procedure3.SYMLINK, Args.symlink(nfs.root, "l", "t")));
    Map<Procedure3, byte[]> all = new EnumMap<>(Procedure3.class);
    all.put(Procedure3.GETATTR, bytes(file::write));
    all.put(Procedure3.SETATTR, bytes(Args.setattr(file, out -> Args.mode(out, 0600))));
    all.put(Procedure3.LOOKUP, bytes(Args.name(nfs.root, "file")));
    all.put(Procedure3.ACCESS, bytes(Args.access(file, 63)));
    all.put(Procedure3.READLINK, bytes(link::write));
    all.put(Procedure3.READ, bytes(Args.read(file, 0, 4096)));
    all.put(Procedure3.WRITE, bytes(Args.write(file, 0, Args.UNSTABLE, new byte[5])));
    all.put(Procedure3.CREATE, bytes(Args.create(nfs.root, "new", 0600)));
    all.put(Procedure3.MKDIR, bytes(Args.mkdir(nfs.root, "dir", 0700)));
    all.put(Procedure3.SYMLINK, bytes(Args.symlink(nfs.root, "link", "target")));
    all.put(Procedure3.MKNOD, bytes(Args.mknod(nfs.root, "dev", 3, 1, 2)));
    all.put(Procedure3.REMOVE, bytes(Args.name(nfs.root, "new")));
    all.put(Procedure3.RMDIR, bytes(Args.name(nfs.root, "dir")));
    all.put(Procedure3.RENAME, bytes(Args.rename(nfs.root, "a", nfs.root, "b")));
    all.put(Procedure3.LINK, bytes(Args.link(file, nfs.root, "hard")));
    all.put(Procedure3.READDIR, bytes(Args.readdir(nfs.root, 0, 0, 4096)));
    all.put(Procedure3.READDIRPLUS, bytes(Args.readdirplus(nfs.root, 0, 512, 4096)));
    all.put(Procedure3.FSSTAT, bytes(nfs.root::write));
    all.put(Procedure3.FSINFO, bytes(nfs.root::write));
    all.put(Procedure3.PATHCONF, bytes(nfs.root::write));
    all.put(Procedure3.COMMIT, bytes(Args.commit(file)));
    return all;
  }

  private static byte[] bytes(Consumer<XdrWriter> arguments) {
    ByteBuf buffer = Unpooled.buffer();
    arguments.accept(new XdrWriter(buffer));
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
