package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.session.Channel;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.client.session.SessionTerms;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.offload.CopyJob;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OffloadCallTest {
  private static final Channel CHANNEL = new Channel(4096, 4096, 4096, 2, 1);
  private static final int PROGRAM = 77;
  private static final int CB_SEQUENCE = 11;
  private static final int CB_OFFLOAD = 15;

  /** A client that answers CB_SEQUENCE and CB_OFFLOAD as it was told; -1 breaks the connection. */
  private static final class Client implements RpcConnection {
    private final Queue<int[]> answers = new ArrayDeque<>();
    private final List<Integer> sequences = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();

    Client answers(int sequenceStatus, int offloadStatus) {
      answers.add(new int[] {sequenceStatus, offloadStatus});
      return this;
    }

    @Override
    public void call(
        CallHeader header,
        int procedure,
        int sizeHint,
        Consumer<XdrWriter> arguments,
        ReplyHandler handler) {
      assertThat(header.program()).isEqualTo(PROGRAM);
      ByteBuf buffer = Unpooled.buffer();
      arguments.accept(new XdrWriter(buffer));
      note(new XdrReader(buffer));
      int[] answer = answers.remove();
      if (answer[0] < 0) {
        handler.failed(new RpcFailure(RpcFailure.Kind.CONNECTION_CLOSED, "as told"));
      } else {
        handler.reply(reply(answer));
      }
    }

    /** Checks that the arguments are CB_SEQUENCE and CB_OFFLOAD and nothing else. */
    private void note(XdrReader in) {
      in.skip(4 * 4);
      assertThat(in.int32()).isEqualTo(CB_SEQUENCE);
      in.skip(16);
      sequences.add(in.int32());
      in.skip(4 * 4);
      assertThat(in.int32()).isEqualTo(CB_OFFLOAD);
      in.skip(4 + 16);
      int status = in.int32();
      statuses.add(status);
      assertThat(in.remaining()).isEqualTo(status == 0 ? 4 + 8 + 4 + 8 : 8);
    }

    private static XdrReader reply(int[] answer) {
      XdrWriter out = new XdrWriter(Unpooled.buffer());
      boolean sequenced = answer[0] == 0;
      out.int32(sequenced ? answer[1] : answer[0]);
      out.int32(0);
      out.int32(sequenced ? 2 : 1);
      out.int32(CB_SEQUENCE);
      out.int32(answer[0]);
      if (sequenced) {
        out.fixedOpaque(new byte[32]);
        out.int32(CB_OFFLOAD);
        out.int32(answer[1]);
      }
      return new XdrReader(out.buffer());
    }

    @Override
    public long id() {
      return 1;
    }

    @Override
    public boolean isStream() {
      return true;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public InetSocketAddress remoteAddress() {
      return new InetSocketAddress(0);
    }

    @Override
    public InetSocketAddress localAddress() {
      return new InetSocketAddress(0);
    }

    @Override
    public void onClose(Runnable listener) {}

    @Override
    public void close() {}
  }

  private final Client client = new Client();
  private final CallbackSlot slot = new CallbackSlot();
  private int known;

  private void tell(Status status) {
    SessionTerms terms =
        new SessionTerms(CHANNEL, CHANNEL, true, true, PROGRAM, new Bytes(new byte[4]));
    SessionRecord session = new SessionRecord(1, 2, 3, 4, terms);
    Bytes handle = new Bytes(new byte[4]);
    CopyJob job = new CopyJob(3, Credentials.ROOT, handle, 1, 0, 2, 0, 100, 90, 90, true, status);
    assertThat(slot.take()).isTrue();
    new OffloadCall(new Backchannels.Callable(session, client), slot, 9, job, 5, () -> known++)
        .send();
  }

  @Test
  void aClientThatAnswersKnows() {
    client.answers(0, 0).answers(0, 0);
    tell(Status.OK);
    tell(Status.NO_SPACE);
    assertThat(known).isEqualTo(2);
    assertThat(client.sequences).containsExactly(1, 2);
    assertThat(client.statuses).containsExactly(0, Nfs4Status.NFS4ERR_NOSPC.code());
  }

  @Test
  void aClientThatDoesNotKnowTheCopyNeedNotBeToldAgain() {
    client.answers(0, Nfs4Status.NFS4ERR_BAD_STATEID.code());
    tell(Status.OK);
    assertThat(known).isEqualTo(1);
  }

  @Test
  void aClientThatIsFurtherOnIsFollowed() {
    client
        .answers(Nfs4Status.NFS4ERR_RETRY_UNCACHED_REP.code(), 0)
        .answers(Nfs4Status.NFS4ERR_SEQ_MISORDERED.code(), 0)
        .answers(0, 0);
    tell(Status.OK);
    assertThat(known).isEqualTo(1);
    assertThat(client.sequences).containsExactly(1, 2, 3);
  }

  @Test
  void aRetransmissionThatTheClientKnowsWasHeard() {
    client.answers(-1, 0).answers(Nfs4Status.NFS4ERR_RETRY_UNCACHED_REP.code(), 0);
    tell(Status.OK);
    assertThat(known).isZero();
    tell(Status.OK);
    assertThat(known).isEqualTo(1);
    assertThat(client.sequences).containsExactly(1, 1);
  }

  @Test
  void laterMeansLater() {
    client
        .answers(Nfs4Status.NFS4ERR_DELAY.code(), 0)
        .answers(0, Nfs4Status.NFS4ERR_DELAY.code())
        .answers(0, 0);
    tell(Status.OK);
    tell(Status.OK);
    assertThat(known).isZero();
    tell(Status.OK);
    assertThat(known).isEqualTo(1);
  }
}
