package io.havenfs.nfs.rquota;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.QuotaKey;
import io.havenfs.engine.file.QuotaLimits;
import io.havenfs.engine.file.QuotaUsage;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import io.havenfs.nfs.exports.HostNames;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.service.ExportAdmission;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.documents.ProcedureTable;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import io.havenfs.testkit.time.VirtualTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RquotaProgramTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5000);
  private static final int USER = 1000;
  private static final int OK = 1;
  private static final int NO_QUOTA = 2;
  private static final int NOT_PERMITTED = 3;

  private final VirtualTime time = new VirtualTime();
  private final MemoryEngine engine = new MemoryEngine(time);
  private final FileSystem files =
      new FileSystem(FileLimits.DEFAULT, (view, id) -> false, () -> MemoryEngine.CAPACITY);
  private final Exports exports = new Exports(new NoNames(), Runnable::run);
  private final RquotaProgram program =
      new RquotaProgram(
          new NfsContext(
              engine,
              files,
              FileLimits.DEFAULT,
              new ExportAdmission(exports),
              new ReplyMemory(),
              time,
              (call, work) -> work.run()),
          exports);

  private static final class NoNames implements HostNames {
    @Override
    public List<InetAddress> addresses(String name) {
      return List.of();
    }

    @Override
    public List<String> names(InetAddress address) {
      return List.of();
    }
  }

  @BeforeEach
  void fill() throws ExportsException {
    files.format(engine.state());
    var _ =
        files.makeDirectory(
            engine.state(), Credentials.ROOT, Inode.ROOT, Name.of("srv"), SetAttributes.NONE);
    exports.replace(ExportsParser.parse("test", "/srv 192.0.2.0/24(rw)\n"));
  }

  private void limit() {
    files.setQuota(engine.state(), QuotaKey.user(USER), new QuotaLimits(10_000, 5_000, 7, 3));
  }

  private MemoryCall.Header header(int uid, int version) {
    Credential user = new Credential.Sys(0, "client", uid, uid);
    return new MemoryCall.Header(CLIENT, user, 1, RquotaProgram.PROGRAM, version);
  }

  private XdrReader ask(MemoryCall.Header header, int procedure, String path, int... rest) {
    return MemoryCall.make(
            program,
            header,
            procedure,
            out -> {
              out.utf8(path);
              for (int each : rest) {
                out.int32(each);
              }
            })
        .results();
  }

  @Test
  void whereNobodyHasALimitThereIsNoQuota() {
    assertThat(ask(header(USER, 1), 1, "/srv", USER).int32()).isEqualTo(NO_QUOTA);
    limit();
    assertThat(ask(header(USER, 1), 1, "/other", USER).int32()).isEqualTo(NO_QUOTA);
    assertThat(ask(header(USER, 1), 1, "no path", USER).int32()).isEqualTo(NO_QUOTA);
  }

  @Test
  void limitsAndUsageAreTold() {
    limit();
    XdrReader in = ask(header(USER, 1), 1, "/srv/below", USER);
    assertThat(in.int32()).isEqualTo(OK);
    assertThat(in.int32()).as("bytes of a block").isEqualTo(1024);
    assertThat(in.bool()).isTrue();
    assertThat(in.int32()).isEqualTo(10);
    assertThat(in.int32()).isEqualTo(5);
    assertThat(in.int32()).as("used").isZero();
    assertThat(in.int32()).isEqualTo(7);
    assertThat(in.int32()).isEqualTo(3);
    assertThat(in.int32()).as("used").isZero();
    assertThat(in.int32()).as("not exceeded").isZero();
    assertThat(in.int32()).isZero();
    assertThat(in.remaining()).isZero();
  }

  @Test
  void othersQuotasAreTheSuperusersToSee() {
    limit();
    assertThat(ask(header(7, 1), 1, "/srv", USER).int32()).isEqualTo(NOT_PERMITTED);
    assertThat(ask(header(0, 1), 2, "/srv", USER).int32()).isEqualTo(OK);
    assertThat(ask(header(7, 2), 1, "/srv", 1, 7).int32()).as("own group").isEqualTo(OK);
    assertThat(ask(header(7, 2), 1, "/srv", 1, 8).int32()).isEqualTo(NOT_PERMITTED);
    MemoryCall.Header elsewhere =
        header(0, 1).from(new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 700));
    assertThat(ask(elsewhere, 1, "/srv", USER).int32()).isEqualTo(NOT_PERMITTED);
  }

  @Test
  void nothingIsSetFromHere() {
    assertThat(ask(header(0, 2), 3, "/srv", 0, USER).int32()).isEqualTo(NOT_PERMITTED);
    assertThat(ask(header(0, 2), 4, "/srv", 0, USER).int32()).isEqualTo(NOT_PERMITTED);
    assertThat(program.hasProcedure(2, 5)).isFalse();
    assertThat(ask(header(0, 2), 0, "").remaining()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1024, 1", "2199023254528, 1024, 2147483647", "2199023255552, 2048, 1073741824"})
  void blocksGrowWithWhatTheyCount(long bytes, int block, int blocks) {
    ByteBuf buffer = Unpooled.buffer();
    QuotaBlocks.of(new QuotaLimits(bytes, 0, 0, 0), QuotaUsage.NONE, 0, 0)
        .write(new XdrWriter(buffer));
    assertThat(buffer.getInt(0)).isEqualTo(block);
    assertThat(buffer.getInt(8)).isEqualTo(blocks);
  }

  @Test
  void theTimeThatIsLeftIsTold() {
    ByteBuf buffer = Unpooled.buffer();
    long second = 1_000_000_000;
    QuotaUsage over = new QuotaUsage(6_000, 1, 10 * second, 0);
    QuotaBlocks.of(new QuotaLimits(0, 5_000, 0, 0), over, 30 * second, 60 * second)
        .write(new XdrWriter(buffer));
    assertThat(buffer.getInt(8 * Integer.BYTES)).isEqualTo(40);
    assertThat(buffer.getInt(9 * Integer.BYTES)).isZero();
  }

  @Test
  void arbitraryArgumentsAreAnsweredOrGarbage() {
    limit();
    Seeded.run(
        2000,
        random -> {
          byte[] arguments = Generate.bytes(random, Generate.length(random, 64));
          MemoryCall call =
              MemoryCall.make(
                  program,
                  header(0, 1 + random.nextInt(2)),
                  random.nextInt(5),
                  Unpooled.wrappedBuffer(arguments));
          assertThat(call.end()).isIn(MemoryCall.End.SENT, MemoryCall.End.GARBAGE_ARGS);
        });
  }

  @Test
  void everyProcedureIsInTheDocument() throws IOException {
    assertThat(ProcedureTable.of("rquota").versions())
        .isEqualTo(ProcedureTable.served(program::hasProcedure, 4, 1, 2));
  }
}
