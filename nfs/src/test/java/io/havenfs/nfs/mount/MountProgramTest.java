package io.havenfs.nfs.mount;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.nfs.exports.Export;
import io.havenfs.nfs.exports.ExportPath;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import io.havenfs.nfs.exports.HostNames;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.service.ExportAdmission;
import io.havenfs.nfs.service.ExportRoots;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import io.havenfs.testkit.time.VirtualTime;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountProgramTest {
  private static final String EXPORTS =
      """
      /            192.0.2.0/24(rw) trusted.example(rw,no_root_squash)
      /srv/data    192.0.2.0/24(ro,insecure) *.lab.example(rw)
      """;
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 700);

  private final VirtualTime time = new VirtualTime();
  private final MemoryEngine engine = new MemoryEngine(time);
  private final FileSystem files =
      new FileSystem(FileLimits.DEFAULT, (view, id) -> false, () -> MemoryEngine.CAPACITY);
  private final Queue<Runnable> lookups = new ArrayDeque<>();
  private final Exports exports = new Exports(new OneName(), lookups::add);
  private final NfsContext context =
      new NfsContext(
          engine,
          files,
          FileLimits.DEFAULT,
          new ExportAdmission(exports),
          new ReplyMemory(),
          time,
          (call, work) -> work.run());
  private final MountProgram program = new MountProgram(context, exports, true);
  private MemoryCall.Header header =
      new MemoryCall.Header(CLIENT, Credential.NONE, 1, MountProgram.PROGRAM, 3);

  /** The reverse entry of one address. */
  private static final class OneName implements HostNames {
    @Override
    public List<InetAddress> addresses(String name) {
      return List.of();
    }

    @Override
    public List<String> names(InetAddress address) {
      return List.of("a.lab.example");
    }
  }

  @BeforeEach
  void fill() throws ExportsException {
    files.format(engine.state());
    Inode srv = makeDirectory(Inode.ROOT, "srv");
    Inode data = makeDirectory(srv.id(), "data");
    makeDirectory(data.id(), "below");
    files.makeSymlink(
        engine.state(),
        Credentials.ROOT,
        data.id(),
        Name.of("link"),
        new Bytes(new byte[] {'/'}),
        SetAttributes.NONE);
    exports.replace(ExportsParser.parse("test", EXPORTS));
  }

  private Inode makeDirectory(long parent, String name) {
    return files.makeDirectory(
        engine.state(), Credentials.ROOT, parent, Name.of(name), SetAttributes.NONE);
  }

  @Test
  void mountingGivesTheHandleOfTheDirectoryInItsExport() {
    XdrReader mounted = mount("/srv/data/");
    assertThat(mounted.int32()).isEqualTo(Mountstat3.MNT3_OK.code());
    FileHandle handle = FileHandle.read(mounted, FileHandle.MAX_LENGTH_V3);
    assertThat(handle.exportId()).isEqualTo(exportId("/srv/data"));
    assertThat(handle.fileId()).isEqualTo(follow("/srv/data").id());
    assertThat(mounted.int32()).isEqualTo(1);
    assertThat(mounted.int32()).isEqualTo(1);
    assertThat(mounted.remaining()).isZero();
  }

  @Test
  void directoriesBelowAnExportCanBeMounted() {
    XdrReader mounted = mount("/srv/data/below");

    assertThat(mounted.int32()).isEqualTo(Mountstat3.MNT3_OK.code());
    assertThat(FileHandle.read(mounted, FileHandle.MAX_LENGTH_V3).fileId())
        .isEqualTo(follow("/srv/data/below").id());
  }

  @Test
  void whatIsNoDirectoryOfAnExportIsRefused() {
    assertThat(mount("/srv/data/nothing").int32()).isEqualTo(Mountstat3.MNT3ERR_NOENT.code());
    assertThat(mount("/srv/data/link").int32()).isEqualTo(Mountstat3.MNT3ERR_NOTDIR.code());
    assertThat(mount("srv").int32()).isEqualTo(Mountstat3.MNT3ERR_INVAL.code());
    assertThat(mount("").int32()).isEqualTo(Mountstat3.MNT3_OK.code());
    assertThat(mount("/srv/../etc").int32()).isEqualTo(Mountstat3.MNT3ERR_INVAL.code());
  }

  @Test
  void clientsAndPortsAreChecked() {
    header = header.from(new InetSocketAddress(CLIENT.getAddress(), 5000));
    assertThat(mount("/srv").int32()).isEqualTo(Mountstat3.MNT3ERR_PERM.code());
    assertThat(mount("/srv/data").int32()).isEqualTo(Mountstat3.MNT3_OK.code());

    header = header.from(new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 700));
    assertThat(mount("/srv").int32()).isEqualTo(Mountstat3.MNT3ERR_ACCES.code());
  }

  @Test
  void aMountThatNeedsTheClientsNameWaitsForIt() {
    header = header.from(new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 700));
    MemoryCall call = call(MountProcedure.MNT, path("/srv/data"));
    assertThat(call.end()).isEqualTo(MemoryCall.End.OPEN);

    lookups.remove().run();
    assertThat(call.results().int32()).isEqualTo(Mountstat3.MNT3_OK.code());
  }

  @Test
  void versionOneHasHandlesOfFixedLength() {
    header = new MemoryCall.Header(CLIENT, Credential.NONE, 1, MountProgram.PROGRAM, 1);
    XdrReader mounted = mount("/srv/data");

    assertThat(mounted.int32()).isZero();
    assertThat(mounted.remaining()).isEqualTo(32);
  }

  @Test
  void theListShowsWhoHasMountedWhat() {
    mount("/srv/data");
    mount("/srv/data");
    mount("/srv");
    mount("/nothing");
    assertThat(dump()).containsExactly("192.0.2.1:/srv/data", "192.0.2.1:/srv");

    call(MountProcedure.UMNT, path("/srv/data")).results();
    assertThat(dump()).containsExactly("192.0.2.1:/srv");
    call(MountProcedure.UMNTALL, out -> {}).results();
    assertThat(dump()).isEmpty();
  }

  @Test
  void theListIsBounded() {
    for (int i = 0; i <= MountList.MAX_MOUNTS; i++) {
      InetAddress client = InetAddress.ofLiteral("192.0.2." + i % 250);
      header = header.from(new InetSocketAddress(client, 700));
      String name = "d" + i / 250;
      if (i % 250 == 0) {
        makeDirectory(Inode.ROOT, name);
      }
      mount("/" + name);
    }
    assertThat(dump()).hasSize(MountList.MAX_MOUNTS).doesNotContain("192.0.2.0:/d0");
  }

  @Test
  void exportsAreListedWithTheirClients() {
    XdrReader list = call(MountProcedure.EXPORT, out -> {}).results();
    List<String> lines = new ArrayList<>();
    while (list.bool()) {
      StringBuilder line = new StringBuilder(list.utf8(1024));
      while (list.bool()) {
        line.append(' ').append(list.utf8(255));
      }
      lines.add(line.toString());
    }
    assertThat(lines)
        .containsExactly("/ trusted.example 192.0.2.0/24", "/srv/data 192.0.2.0/24 *.lab.example");
  }

  @Test
  void arbitraryArgumentsAreAnsweredOrGarbage() {
    Seeded.run(
        5000,
        random -> {
          int procedure = random.nextInt(MountProcedure.count());
          byte[] arguments = Generate.bytes(random, Generate.length(random, 64));
          MemoryCall call =
              MemoryCall.make(program, header, procedure, Unpooled.wrappedBuffer(arguments));
          assertThat(call.end()).isIn(MemoryCall.End.SENT, MemoryCall.End.GARBAGE_ARGS);
        });
  }

  @Test
  void theTableIsComplete() {
    for (int number = 0; number < MountProcedure.count(); number++) {
      assertThat(MountProcedure.of(number).number()).isEqualTo(number);
      assertThat(program.hasProcedure(3, number)).isTrue();
    }
    assertThat(program.hasProcedure(3, MountProcedure.count())).isFalse();
  }

  private int exportId(String path) {
    return exports.table().exports().stream()
        .filter(export -> export.path().toString().equals(path))
        .mapToInt(Export::fsid)
        .findFirst()
        .orElseThrow();
  }

  private Inode follow(String path) {
    return ExportRoots.follow(files, engine.state(), ExportPath.of(path));
  }

  private List<String> dump() {
    XdrReader list = call(MountProcedure.DUMP, out -> {}).results();
    List<String> lines = new ArrayList<>();
    while (list.bool()) {
      lines.add(list.utf8(255) + ":" + list.utf8(1024));
    }
    return lines;
  }

  private XdrReader mount(String path) {
    return call(MountProcedure.MNT, path(path)).results();
  }

  private MemoryCall call(MountProcedure procedure, Consumer<XdrWriter> arguments) {
    return MemoryCall.make(program, header, procedure.number(), arguments);
  }

  private static Consumer<XdrWriter> path(String path) {
    return out -> out.opaque(path.getBytes(StandardCharsets.UTF_8));
  }
}
