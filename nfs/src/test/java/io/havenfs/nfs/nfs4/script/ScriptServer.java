package io.havenfs.nfs.nfs4.script;

import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.nfs.exports.ExportAccess;
import io.havenfs.nfs.exports.ExportDecision;
import io.havenfs.nfs.exports.ExportPath;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import io.havenfs.nfs.exports.HostNames;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.nfs4.FileOperations;
import io.havenfs.nfs.nfs4.Nfs4Program;
import io.havenfs.nfs.nfs4.compound.Compounds;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.nfs4.compound.Operations;
import io.havenfs.nfs.nfs4.copy.CopyClients;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.Offload;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.testkit.time.VirtualTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An NFSv4 server on a file system in memory, and what is put into it behind its back. */
public final class ScriptServer {
  public static final int LEASE_SECONDS = 90;
  private static final FileLimits LIMITS = FileLimits.DEFAULT.withMaxDataSize(8 << 20);

  private static final Offload OFFLOAD = (call, work) -> work.run();

  private static final HostNames NO_NAMES =
      new HostNames() {
        @Override
        public List<InetAddress> addresses(String name) {
          return List.of();
        }

        @Override
        public List<String> names(InetAddress address) {
          return List.of();
        }
      };

  public final VirtualTime time = new VirtualTime();
  public final MemoryEngine engine = new MemoryEngine(time);
  public final FileSystem files =
      new FileSystem(LIMITS, (view, id) -> false, () -> MemoryEngine.CAPACITY);
  public final ScriptSequence sequence = new ScriptSequence();
  public final Nfs4Program program;
  private final Exports exports = new Exports(NO_NAMES, Runnable::run);
  private InetSocketAddress client = address("192.0.2.1");
  private Credential credential = new Credential.Sys(0, "client", 0, 0);

  public ScriptServer() {
    files.format(engine.state());
    NfsContext nfs =
        new NfsContext(engine, files, LIMITS, this::admit, new ReplyMemory(), time, OFFLOAD);
    PseudoFs pseudo = new PseudoFs(exports::table, this::admit, files);
    Operations.Builder table = Operations.builder().bind(Op.SEQUENCE, sequence);
    new FileOperations(nfs, pseudo, new ScriptStateids(), CopyClients.UNREACHABLE, LEASE_SECONDS)
        .bind(table);
    program =
        new Nfs4Program(
            new Compounds(
                engine,
                OFFLOAD,
                table.build(),
                Operations.builder().build(),
                new ReplyMemory(),
                files::inode,
                MinorVersions.ALL));
  }

  private static InetSocketAddress address(String literal) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 700);
  }

  /** Who calls from now on. */
  public void client(String address, int uid, int gid, int... gids) {
    client = address(address);
    credential = new Credential.Sys(0, "client", uid, gid, gids);
  }

  /** Makes a call as the current client. */
  public MemoryCall call(ByteBuf arguments) {
    time.advance(Duration.ofMillis(1));
    MemoryCall.Header header =
        new MemoryCall.Header(client, credential, 1, Nfs4Program.PROGRAM, Nfs4Program.VERSION);
    return MemoryCall.make(program, header, 1, arguments);
  }

  /** Puts a table of exports in force. */
  public void export(String text) {
    try {
      exports.replace(ExportsParser.parse("exports", text));
    } catch (ExportsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Creates {@code dir PATH MODE UID}, {@code file PATH MODE UID TEXT}, {@code symlink PATH TO}.
   */
  public Inode make(String... words) {
    time.advance(Duration.ofMillis(1));
    String path = words[1];
    int slash = path.lastIndexOf('/');
    long parent = find(path.substring(0, slash)).id();
    Name name = Name.of(path.substring(slash + 1));
    Credentials root = Credentials.ROOT;
    return switch (words[0]) {
      case "dir" ->
          files.makeDirectory(engine.state(), root, parent, name, owned(words[2], words[3]));
      case "symlink" ->
          files.makeSymlink(
              engine.state(),
              root,
              parent,
              name,
              new Bytes(words[2].getBytes(StandardCharsets.UTF_8)),
              SetAttributes.NONE);
      case "file" -> {
        SetAttributes attributes = owned(words[2], words[3]);
        long id =
            files
                .createFile(engine.state(), root, parent, name, CreateMode.GUARDED, attributes)
                .inode()
                .id();
        ByteBuf text = Unpooled.copiedBuffer(words[4], StandardCharsets.UTF_8);
        yield files.write(engine.state(), root, id, 0, text, WriteStability.UNSTABLE, false);
      }
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static SetAttributes owned(String mode, String uid) {
    int id = Integer.parseInt(uid);
    return new SetAttributes(
        OptionalInt.of(Integer.decode(mode)),
        OptionalInt.of(id),
        OptionalInt.of(id),
        OptionalLong.empty(),
        TimeChange.KEEP,
        TimeChange.KEEP);
  }

  /** The number of the export of {@code path}. */
  public int exportId(String path) {
    return exports.table().export(ExportPath.of(path)).orElseThrow().fsid();
  }

  /** The object with a path. */
  public Inode find(String path) {
    Inode inode = files.inode(engine.state(), Inode.ROOT);
    for (String component : path.split("/", -1)) {
      if (!component.isEmpty()) {
        inode = files.lookup(engine.state(), Credentials.ROOT, inode, Name.of(component));
      }
    }
    return inode;
  }

  private AdmittedExport admit(int exportId, RpcCall call) {
    ExportDecision decision = exports.access(call.remoteAddress().getAddress(), exportId);
    if (!(decision instanceof ExportDecision.Granted(ExportAccess access))) {
      boolean exists = exports.table().export(exportId).isPresent();
      throw FsException.of(exists ? Status.ACCESS_DENIED : Status.STALE);
    }
    Credential.Sys user = (Credential.Sys) call.credential();
    Credentials credentials =
        new Credentials(access.uid(user.uid()), access.gid(user.gid()), access.gids(user.gids()));
    long root = find(access.export().path().toString()).id();
    return new AdmittedExport(
        exportId,
        root,
        access.readOnly(),
        credentials,
        access.options().flavors(),
        access.options().acls());
  }
}
