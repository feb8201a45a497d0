package io.havenfs.nfs.nfsacl;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.acl.PosixAcl;
import io.havenfs.engine.acl.PosixAcl.Named;
import io.havenfs.engine.acl.PosixAcls;
import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.nfs3.Nfsstat3;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.havenfs.testkit.time.VirtualTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NfsAclProgramTest {
  private static final int EXPORT = 1;
  private static final int READ_ONLY = 2;
  private static final int HIDING = 3;
  private static final int GETACL = 1;
  private static final int SETACL = 2;
  private static final int BOTH = 0x5;
  private static final int ATTRIBUTES = 88;

  private final VirtualTime time = new VirtualTime();
  private final MemoryEngine engine = new MemoryEngine(time);
  private final FileSystem files =
      new FileSystem(FileLimits.DEFAULT, (view, id) -> false, () -> MemoryEngine.CAPACITY);
  private final NfsAclProgram program =
      new NfsAclProgram(
          new NfsContext(
              engine,
              files,
              FileLimits.DEFAULT,
              NfsAclProgramTest::admit,
              new ReplyMemory(),
              time,
              (call, work) -> work.run()));
  private final FileHandle file;
  private final FileHandle directory;
  private MemoryCall.Header header =
      new MemoryCall.Header(
          new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 700),
          new Credential.Sys(0, "client", 0, 0),
          1,
          NfsAclProgram.PROGRAM,
          NfsAclProgram.VERSION);

  NfsAclProgramTest() {
    files.format(engine.state());
    SetAttributes mode = SetAttributes.ofMode(0640);
    Inode made =
        files
            .createFile(
                engine.state(),
                Credentials.ROOT,
                Inode.ROOT,
                Name.of("f"),
                CreateMode.GUARDED,
                mode)
            .inode();
    Inode folder =
        files.makeDirectory(engine.state(), Credentials.ROOT, Inode.ROOT, Name.of("d"), mode);
    file = new FileHandle(EXPORT, made.id(), made.generation());
    directory = new FileHandle(EXPORT, folder.id(), folder.generation());
  }

  private static AdmittedExport admit(int exportId, RpcCall call) {
    if (exportId < EXPORT || exportId > HIDING) {
      throw FsException.of(Status.STALE);
    }
    Credential.Sys user = (Credential.Sys) call.credential();
    return new AdmittedExport(
        exportId,
        Inode.ROOT,
        exportId == READ_ONLY,
        new Credentials(user.uid(), user.gid(), user.gids()),
        Set.of(AuthFlavor.SYS),
        exportId != HIDING);
  }

  private MemoryCall call(int procedure, Consumer<XdrWriter> arguments) {
    header = header.withXid(header.xid() + 1);
    return MemoryCall.make(program, header, procedure, arguments);
  }

  private static int status(MemoryCall call) {
    return call.results().int32();
  }

  private static Consumer<XdrWriter> get(FileHandle handle, int mask) {
    return out -> {
      handle.write(out);
      out.int32(mask);
    };
  }

  /** Entries as three numbers each: type, id, permissions. */
  private static Consumer<XdrWriter> set(FileHandle handle, int mask, int[] own, int... passedOn) {
    return out -> {
      handle.write(out);
      out.int32(mask);
      for (int[] entries : new int[][] {own, passedOn}) {
        out.int32(entries.length / 3);
        out.int32(entries.length / 3);
        for (int number : entries) {
          out.int32(number);
        }
      }
    };
  }

  private static int[] numbers(XdrReader in) {
    int count = in.int32();
    int[] numbers = new int[3 * in.int32()];
    assertThat(numbers.length).isIn(0, 3 * count);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.int32();
    }
    return numbers;
  }

  private static XdrReader afterAttributes(MemoryCall call) {
    XdrReader in = call.results();
    assertThat(in.int32()).isEqualTo(Nfsstat3.NFS3_OK.code());
    in.skip(ATTRIBUTES);
    return in;
  }

  private static final int[] OWN = {1, 0, 7, 2, 1001, 6, 4, 0, 5, 0x10, 0, 4, 0x20, 0, 0};

  @Test
  void aModeHasFourEntries() {
    XdrReader in = afterAttributes(call(GETACL, get(file, BOTH)));
    assertThat(in.int32()).isEqualTo(BOTH);
    assertThat(numbers(in)).containsExactly(1, 0, 6, 4, 0, 4, 0x10, 0, 4, 0x20, 0, 0);
    assertThat(numbers(in)).isEmpty();
    assertThat(in.remaining()).isZero();
  }

  @Test
  void whatIsSetIsGot() {
    int[] passedOn = {0x1001, 0, 7, 0x1004, 0, 5, 0x1010, 0, 5, 0x1020, 0, 1};
    assertThat(status(call(SETACL, set(directory, BOTH, OWN, passedOn)))).isZero();
    XdrReader in = afterAttributes(call(GETACL, get(directory, BOTH)));
    assertThat(in.int32()).isEqualTo(BOTH);
    assertThat(numbers(in)).isEqualTo(OWN);
    assertThat(numbers(in)).isEqualTo(passedOn);
    PosixAcl access =
        new PosixAcl(7, List.of(new Named(1001, 6)), 5, List.of(), OptionalInt.of(4), 0);
    Inode inode = files.inode(engine.state(), directory.fileId());
    assertThat(files.posixAcls(engine.state(), Credentials.ROOT, inode))
        .isEqualTo(new PosixAcls(access, Optional.of(PosixAcl.ofMode(0751))));
    assertThat(inode.mode()).isEqualTo(0740);
  }

  @Test
  void onlyWhatTheMaskNamesIsSetAndOnlyCountsAreToldWhenTheyAreWanted() {
    call(SETACL, set(directory, BOTH, OWN, OWN));
    assertThat(status(call(SETACL, set(directory, 4, new int[0])))).isZero();
    XdrReader in = afterAttributes(call(GETACL, get(directory, 0xa)));
    assertThat(in.int32()).isEqualTo(0xa);
    assertThat(in.int32()).isEqualTo(5);
    assertThat(in.int32()).isZero();
    assertThat(in.int32()).isZero();
    assertThat(in.int32()).isZero();
  }

  @Test
  void aRetransmissionIsAnsweredAndNotExecuted() {
    Consumer<XdrWriter> first = set(file, 1, OWN);
    assertThat(status(call(SETACL, first))).isZero();
    MemoryCall.Header sent = header;
    int[] other = {1, 0, 6, 4, 0, 4, 0x20, 0, 4};
    assertThat(status(call(SETACL, set(file, 1, other)))).isZero();
    assertThat(status(MemoryCall.make(program, sent, SETACL, first))).isZero();
    assertThat(files.inode(engine.state(), file.fileId()).mode()).isEqualTo(0644);
  }

  private Nfsstat3 refusal(int procedure, Consumer<XdrWriter> arguments) {
    int code = status(call(procedure, arguments));
    return List.of(Nfsstat3.values()).stream()
        .filter(each -> each.code() == code)
        .findFirst()
        .orElseThrow();
  }

  private FileHandle through(int export) {
    return new FileHandle(export, file.fileId(), file.generation());
  }

  @Test
  void refusals() {
    assertThat(refusal(GETACL, get(through(9), 1))).isEqualTo(Nfsstat3.NFS3ERR_STALE);
    assertThat(refusal(GETACL, get(through(HIDING), 1))).isEqualTo(Nfsstat3.NFS3ERR_NOTSUPP);
    assertThat(refusal(SETACL, set(through(HIDING), 1, OWN))).isEqualTo(Nfsstat3.NFS3ERR_NOTSUPP);
    assertThat(refusal(SETACL, set(through(READ_ONLY), 1, OWN))).isEqualTo(Nfsstat3.NFS3ERR_ROFS);
    assertThat(refusal(GETACL, get(file, 0x10))).isEqualTo(Nfsstat3.NFS3ERR_INVAL);
    assertThat(refusal(SETACL, set(file, 1, new int[0]))).isEqualTo(Nfsstat3.NFS3ERR_INVAL);
    int[] withoutMask = {1, 0, 7, 2, 1001, 6, 4, 0, 5, 0x20, 0, 0};
    assertThat(refusal(SETACL, set(file, 1, withoutMask))).isEqualTo(Nfsstat3.NFS3ERR_INVAL);
    int[] twice = {1, 0, 7, 1, 0, 6, 4, 0, 5, 0x20, 0, 0};
    assertThat(refusal(SETACL, set(file, 1, twice))).isEqualTo(Nfsstat3.NFS3ERR_INVAL);
    header = header.as(new Credential.Sys(0, "client", 1000, 1000));
    assertThat(refusal(SETACL, set(file, 1, OWN))).isEqualTo(Nfsstat3.NFS3ERR_PERM);
  }

  @Test
  void spoiltArgumentsAreAnsweredOrGarbage() {
    Seeded.run(
        2000,
        random -> {
          ByteBuf buffer = Unpooled.buffer();
          XdrWriter out = new XdrWriter(buffer);
          boolean setting = random.nextBoolean();
          (setting ? set(directory, BOTH, OWN, OWN) : get(directory, BOTH)).accept(out);
          byte[] good = new byte[buffer.readableBytes()];
          buffer.readBytes(good);
          byte[] bad =
              Generate.chance(random, 90)
                  ? Mutate.bytes(random, good)
                  : Generate.bytes(random, Generate.length(random, 200));
          MemoryCall call =
              call(
                  setting ? SETACL : GETACL,
                  arguments -> arguments.bytes(Unpooled.wrappedBuffer(bad)));
          assertThat(call.end()).isIn(MemoryCall.End.SENT, MemoryCall.End.GARBAGE_ARGS);
        });
  }
}
