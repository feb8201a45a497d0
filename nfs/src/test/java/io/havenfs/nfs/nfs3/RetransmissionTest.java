package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What happens to a request that is sent again. */
class RetransmissionTest {
  private final Fixture nfs = new Fixture();
  private final FileHandle file = nfs.create(nfs.root, "file");

  @Test
  void everyRequestWithALastingEffectIsExecutedOnce() {
    nfs.mkdir(nfs.root, "empty");
    repeated(Procedure3.CREATE, Args.create(nfs.root, "new", 1, 0600));
    repeated(Procedure3.MKDIR, Args.mkdir(nfs.root, "dir", 0700));
    repeated(Procedure3.SYMLINK, Args.symlink(nfs.root, "link", "target"));
    repeated(Procedure3.MKNOD, Args.mknod(nfs.root, "pipe", 7, 0, 0));
    repeated(Procedure3.LINK, Args.link(file, nfs.root, "other"));
    repeated(Procedure3.RENAME, Args.rename(nfs.root, "other", nfs.root, "third"));
    repeated(Procedure3.REMOVE, Args.name(nfs.root, "third"));
    repeated(Procedure3.RMDIR, Args.name(nfs.root, "empty"));
    repeated(Procedure3.SETATTR, Args.setattr(file, out -> Args.size(out, 5)));
  }

  @Test
  void aRefusalIsRememberedToo() {
    MemoryCall refused = nfs.call(Procedure3.REMOVE, Args.name(nfs.root, "later"));
    MemoryCall.Header header = nfs.header();
    nfs.create(nfs.root, "later");

    MemoryCall again = make(header, Procedure3.REMOVE, Args.name(nfs.root, "later"));
    assertThat(again.resultBytes()).isEqualTo(refused.resultBytes());
    nfs.ok(Procedure3.LOOKUP, Args.name(nfs.root, "later"));
  }

  @Test
  void aDuplicateOfARequestInProgressIsNotExecutedAndWaitsForTheSameCommit() {
    nfs.engine.hold();
    MemoryCall first = nfs.call(Procedure3.REMOVE, Args.name(nfs.root, "file"));
    MemoryCall second = make(nfs.header(), Procedure3.REMOVE, Args.name(nfs.root, "file"));
    assertThat(first.end()).isEqualTo(MemoryCall.End.OPEN);
    assertThat(second.end()).isEqualTo(MemoryCall.End.OPEN);

    nfs.engine.release();
    assertThat(first.results().int32()).isEqualTo(Nfsstat3.NFS3_OK.code());
    assertThat(second.resultBytes()).isEqualTo(first.resultBytes());
  }

  @Test
  void anotherClientOrPortIsAnotherRequest() {
    nfs.call(Procedure3.REMOVE, Args.name(nfs.root, "file"));
    MemoryCall.Header header = nfs.header();

    assertExecuted(header.from(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 701)));
    assertExecuted(header.from(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 700)));
    assertExecuted(header.as(Fixture.ALICE));
    assertExecuted(header.withXid(header.xid() + 1));
  }

  @Test
  void theSameXidWithOtherArgumentsIsAnotherRequest() {
    nfs.call(Procedure3.MKDIR, Args.mkdir(nfs.root, "a", 0700));

    MemoryCall other = make(nfs.header(), Procedure3.MKDIR, Args.mkdir(nfs.root, "b", 0700));
    assertThat(other.results().int32()).isEqualTo(Nfsstat3.NFS3_OK.code());
    nfs.ok(Procedure3.LOOKUP, Args.name(nfs.root, "b"));
  }

  private void assertExecuted(MemoryCall.Header header) {
    MemoryCall call = make(header, Procedure3.REMOVE, Args.name(nfs.root, "file"));
    assertThat(call.results().int32()).isNotEqualTo(Nfsstat3.NFS3_OK.code());
  }

  private void repeated(Procedure3 procedure, Consumer<XdrWriter> arguments) {
    assertThat(procedure.isRemembered()).isTrue();
    MemoryCall first = nfs.call(procedure, arguments);
    MemoryCall.Header header = nfs.header();
    Shown.Fattr root = nfs.getattr(nfs.root);
    Shown.Fattr attributes = nfs.getattr(file);

    MemoryCall second = make(header, procedure, arguments);
    XdrReader results = first.results();
    assertThat(results.int32()).as(procedure + "").isEqualTo(Nfsstat3.NFS3_OK.code());
    assertThat(second.resultBytes()).as(procedure + "").isEqualTo(first.resultBytes());
    assertThat(nfs.getattr(nfs.root)).isEqualTo(root);
    assertThat(nfs.getattr(file)).isEqualTo(attributes);
  }

  private MemoryCall make(
      MemoryCall.Header header, Procedure3 procedure, Consumer<XdrWriter> arguments) {
    return MemoryCall.make(nfs.program, header, procedure.number(), arguments);
  }
}
