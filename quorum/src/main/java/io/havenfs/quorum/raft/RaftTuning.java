package io.havenfs.quorum.raft;

import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.LeaderElection;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.server.RaftServerConfigKeys.RetryCache;
import org.apache.ratis.server.RaftServerConfigKeys.Rpc;
import org.apache.ratis.server.RaftServerConfigKeys.Snapshot;
import org.apache.ratis.server.RaftServerConfigKeys.ThreadPool;
import org.apache.ratis.server.RaftServerConfigKeys.Write;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * Ratis's settings. Its defaults are for many large groups; this is one small one, which a witness
 * of few megabytes must be able to hold, and which must elect fast.
 */
final class RaftTuning {
  /** The shortest silence of the leader after which a member stands for election. */
  static final int ELECTION_MIN_MILLIS = 180;

  /** The longest; members draw between the two so that they do not all stand at once. */
  static final int ELECTION_MAX_MILLIS = 360;

  /** How long a call to another member may take. */
  static final int CALL_MILLIS = 1_000;

  /** Entries between snapshots; the log before the last snapshot is dropped. */
  static final int SNAPSHOT_EVERY = 1_000;

  private static final int SNAPSHOTS_KEPT = 2;
  private static final String SEGMENT = "1MB";
  private static final String PREALLOCATED = "64KB";
  private static final String BUFFER = "1MB";

  /** A little more than {@link #BUFFER}: Ratis wants what it sends to fit with a frame. */
  private static final String WRITE_BUFFER = "1032KB";

  /**
   * How long a leader lets a member be that does not answer as it should, and how often. By Ratis's
   * own measure (seconds each, and searching for the common point of two logs takes several tries)
   * a member that restarts is without the state for ten seconds and more.
   */
  private static final String RETRIES = "1ms,10, 20ms,50, 200ms,1000000000";

  private static final String MESSAGE = "8MB";
  private static final int SEGMENTS_CACHED = 2;
  private static final int PENDING = 256;
  private static final int THREADS = 8;
  private static final int RETRY_CACHE_SECONDS = 60;

  /** How long a newcomer may take to catch up before it is tried again. */
  private static final int STAGING_SECONDS = 10;

  private static final int PAUSE_SECONDS = 3_600;

  private RaftTuning() {}

  static RaftProperties properties(RaftQuorumSettings settings) {
    RaftProperties properties = new RaftProperties();
    RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
    File directory = settings.directory().toFile();
    RaftServerConfigKeys.setStorageDir(properties, List.of(directory));
    RaftServerConfigKeys.setRemovedGroupsDir(properties, new File(directory, "removed"));
    // A leader that was paused steps down by the others' term; ours to judge are the leases. What
    // Ratis would do after a longer pause is to close the server, and a member that was frozen must
    // come back.
    RaftServerConfigKeys.setCloseThreshold(properties, seconds(PAUSE_SECONDS));
    election(properties);
    log(properties);
    threads(properties);
    grpc(properties, settings);
    return properties;
  }

  private static void election(RaftProperties properties) {
    RaftServerConfigKeys.setStagingTimeout(properties, seconds(STAGING_SECONDS));
    Rpc.setTimeoutMin(properties, millis(ELECTION_MIN_MILLIS));
    Rpc.setTimeoutMax(properties, millis(ELECTION_MAX_MILLIS));
    Rpc.setRequestTimeout(properties, millis(CALL_MILLIS));
    LeaderElection.setLeaderStepDownWaitTime(properties, seconds(1));
    RaftClientConfigKeys.Rpc.setRequestTimeout(properties, millis(CALL_MILLIS));
    RetryCache.setExpiryTime(properties, seconds(RETRY_CACHE_SECONDS));
  }

  private static void log(RaftProperties properties) {
    Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(SEGMENT));
    Log.setPreallocatedSize(properties, SizeInBytes.valueOf(PREALLOCATED));
    Log.setWriteBufferSize(properties, SizeInBytes.valueOf(WRITE_BUFFER));
    Log.setSegmentCacheNumMax(properties, SEGMENTS_CACHED);
    Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf(MESSAGE));
    Log.setQueueByteLimit(properties, SizeInBytes.valueOf(MESSAGE));
    Log.setPurgeUptoSnapshotIndex(properties, true);
    Log.setPurgeGap(properties, 1);
    Log.setLogMetadataEnabled(properties, false);
    Log.Appender.setRetryPolicy(properties, RETRIES);
    Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf(BUFFER));
    Log.Appender.setSnapshotChunkSizeMax(properties, SizeInBytes.valueOf(BUFFER));
    Write.setElementLimit(properties, PENDING);
    Write.setByteLimit(properties, SizeInBytes.valueOf(MESSAGE));
    Snapshot.setAutoTriggerEnabled(properties, true);
    Snapshot.setAutoTriggerThreshold(properties, SNAPSHOT_EVERY);
    Snapshot.setCreationGap(properties, 1);
    Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
    Snapshot.setTriggerWhenStopEnabled(properties, false);
  }

  private static void threads(RaftProperties properties) {
    ThreadPool.setProxySize(properties, THREADS);
    ThreadPool.setServerSize(properties, THREADS);
    ThreadPool.setClientSize(properties, THREADS);
  }

  /** Event loops are gRPC's shared ones: Ratis waits for seconds at the end of its own. */
  private static void grpc(RaftProperties properties, RaftQuorumSettings settings) {
    GrpcConfigKeys.Server.setHost(properties, settings.bindAddress());
    GrpcConfigKeys.Server.setPort(properties, settings.raftPort());
    GrpcConfigKeys.Server.setAsyncRequestThreadPoolSize(properties, THREADS);
    GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf(MESSAGE));
  }

  static Parameters parameters(RaftQuorumSettings settings) {
    Parameters parameters = new Parameters();
    settings
        .credentials()
        .ifPresent(
            credentials ->
                GrpcConfigKeys.TLS.setConf(
                    parameters,
                    new GrpcTlsConfig(credentials.keyManager(), credentials.trustManager(), true)));
    return parameters;
  }

  private static TimeDuration millis(int millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }

  private static TimeDuration seconds(int seconds) {
    return TimeDuration.valueOf(seconds, TimeUnit.SECONDS);
  }
}
