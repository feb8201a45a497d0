package io.havenfs.quorum.raft;

import io.havenfs.quorum.codec.ControlCodec;
import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.machine.Outcome;
import io.havenfs.quorum.model.ControlState;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.MD5FileUtil;

/**
 * The control state as Ratis's state machine. Ratis's updater thread applies, one entry at a time;
 * it also takes snapshots, so the state needs no lock.
 */
final class ControlMachine extends BaseStateMachine {
  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private final MachineEvents events;
  private volatile ControlState state = ControlState.EMPTY;
  private volatile long configurationTerm;

  ControlMachine(MachineEvents events) {
    this.events = events;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage)
      throws IOException {
    super.initialize(server, group, raftStorage);
    storage.init(raftStorage);
    reinitialize();
  }

  /** Takes over the latest snapshot, if there is one: at the start, and when one was received. */
  @Override
  public void reinitialize() throws IOException {
    SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
    if (snapshot != null) {
      state = ControlCodec.decodeState(Files.readAllBytes(snapshot.getFile().getPath()));
      setLastAppliedTermIndex(snapshot.getTermIndex());
      events.applied(state);
    }
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    byte[] command = entry.getStateMachineLogEntry().getLogData().toByteArray();
    Outcome outcome =
        ControlStateMachine.apply(state, entry.getTerm(), ControlCodec.decodeCommand(command));
    state = outcome.state();
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    events.applied(state);
    byte[] result = ControlCodec.encode(outcome.result());
    return CompletableFuture.completedFuture(Message.valueOf(ByteString.copyFrom(result)));
  }

  @Override
  public long takeSnapshot() throws IOException {
    TermIndex last = getLastAppliedTermIndex();
    if (last.getIndex() < 0) {
      return RaftLog.INVALID_LOG_INDEX;
    }
    File file = storage.getSnapshotFile(last.getTerm(), last.getIndex());
    write(file.toPath(), ControlCodec.encode(state));
    MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file);
    storage.updateLatestSnapshot(
        new SingleFileSnapshotInfo(new FileInfo(file.toPath(), digest), last));
    return last.getIndex();
  }

  private static void write(Path path, byte[] bytes) throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public CompletableFuture<Message> query(Message request) {
    return events
        .asked(request.getContent().toByteArray())
        .thenApply(answer -> Message.valueOf(ByteString.copyFrom(answer)));
  }

  /** Members' questions; they come as stale reads, which any member answers at once. */
  @Override
  public CompletableFuture<Message> queryStale(Message request, long minIndex) {
    return query(request);
  }

  @Override
  public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto members) {
    configurationTerm = term;
  }

  /**
   * A leader's first entry, a configuration, has been applied. Ratis tells of the entry first and
   * then of the readiness, in one thread; so that entry's term is the leadership's. The member's
   * current term may be another by now.
   */
  @Override
  public void notifyLeaderReady() {
    events.leaderReady(configurationTerm);
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    events.notLeader();
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
    events.leaderChanged();
  }
}
