package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nfs3.Nfs3Program;
import io.havenfs.nfs.nfs3.Nfsstat3;
import io.havenfs.nfs.nfs3.Procedure3;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an NFSv3 client may do with a file that an NFSv4 client has open. */
final class SharedFileTest {
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int BOTH = READ | WRITE;
  private static final int NONE = 0;

  private final StateServer server = new StateServer();
  private final Client client = Client.ready(server, "alice");
  private final Nfs3Program nfs3 = new Nfs3Program(server.context());

  private FileHandle openDenying(int deny) {
    Reply reply =
        client.on(
            server.root(),
            out -> {
              Client.open(out, "owner", BOTH, deny).int32(1);
              out.int32(0);
              out.int32(0);
              out.int32(0);
              Client.byName(out, "file" + deny);
            });
    assertThat(reply.status().code()).isZero();
    Inode root = server.files.inode(server.engine.state(), Inode.ROOT);
    Name name = Name.of("file" + deny);
    return server.handle(server.files.lookup(server.engine.state(), Credentials.ROOT, root, name));
  }

  private int status(Procedure3 procedure, FileHandle file, Consumer<XdrWriter> arguments) {
    InetSocketAddress there = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 700);
    Credential root = new Credential.Sys(0, "client", 0, 0);
    MemoryCall.Header header =
        new MemoryCall.Header(there, root, 1, Nfs3Program.PROGRAM, Nfs3Program.VERSION);
    return MemoryCall.make(
            nfs3,
            header,
            procedure.number(),
            out -> {
              file.write(out);
              arguments.accept(out);
            })
        .results()
        .int32();
  }

  private int read(FileHandle file) {
    return status(
        Procedure3.READ,
        file,
        out -> {
          out.int64(0);
          out.int32(10);
        });
  }

  private int write(FileHandle file) {
    return status(
        Procedure3.WRITE,
        file,
        out -> {
          out.int64(0);
          out.int32(4);
          out.int32(0);
          out.utf8("text");
        });
  }

  private int setSize(FileHandle file) {
    return status(Procedure3.SETATTR, file, out -> attributes(out, true));
  }

  private int setNothing(FileHandle file) {
    return status(Procedure3.SETATTR, file, out -> attributes(out, false));
  }

  private static void attributes(XdrWriter out, boolean size) {
    out.bool(false);
    out.bool(false);
    out.bool(false);
    out.bool(size);
    if (size) {
      out.int64(3);
    }
    out.int32(0);
    out.int32(0);
    out.bool(false);
  }

  @Test
  void whatIsDeniedWaits() {
    int later = Nfsstat3.NFS3ERR_JUKEBOX.code();
    FileHandle all = openDenying(NONE);
    assertThat(read(all)).isZero();
    assertThat(write(all)).isZero();
    assertThat(setSize(all)).isZero();

    FileHandle noWriter = openDenying(WRITE);
    assertThat(read(noWriter)).isZero();
    assertThat(write(noWriter)).isEqualTo(later);
    assertThat(setSize(noWriter)).isEqualTo(later);
    assertThat(setNothing(noWriter)).isZero();

    FileHandle nobody = openDenying(BOTH);
    assertThat(read(nobody)).isEqualTo(later);
    assertThat(write(nobody)).isEqualTo(later);
  }
}
