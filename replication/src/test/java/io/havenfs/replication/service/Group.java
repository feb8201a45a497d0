package io.havenfs.replication.service;

import io.havenfs.engine.core.Copies;
import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.core.EnginePorts;
import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.store.RocksTableStore;
import io.havenfs.engine.store.StoreLimits;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.host.time.SystemTime;
import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.SyncTurns;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.stream.StreamChannels;
import io.havenfs.replication.stream.StreamHandler;
import io.havenfs.replication.stream.TcpConnector;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Copies in one process, on directories and loopback, with a quorum that decides at once. */
final class Group implements AutoCloseable {
  static final Table<Long, Long> ROWS =
      new Table<>(100, "rows", Codec.LONG, Codec.LONG, Residence.CACHED);

  final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  final Map<String, ReplicaService> copies = new ConcurrentHashMap<>();
  final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, SocketAddress> addresses = new ConcurrentHashMap<>();
  private final Path directory;
  private final Set<String> all;
  private final Set<String> inSync = new HashSet<>();
  private long epoch;
  private String primary = "";

  Group(Path directory, Set<String> names) throws Exception {
    this.directory = directory;
    this.all = names;
    for (String name : names) {
      open(name);
    }
  }

  private void open(String name) throws Exception {
    Path home = directory.resolve(name);
    Files.createDirectories(home);
    LinuxDisk disk = new LinuxDisk(home);
    EnginePorts ports =
        new EnginePorts(
            disk,
            () -> RocksTableStore.open(disk.hostPath("tables"), StoreLimits.DEFAULT),
            LogLimits.DEFAULT,
            DataLimits.DEFAULT,
            new SystemTime(),
            "boot",
            new SplittableRandom(name.hashCode()));
    ReplicationLimits limits = ReplicationLimits.DEFAULT.withLag(Duration.ofSeconds(10));
    ReplicaService copy =
        ReplicaService.open(
            new ReplicaService.Parts(
                name,
                "service",
                ports,
                EngineLimits.DEFAULT,
                Copies.SEVERAL,
                List.of(ROWS),
                tx -> {},
                limits,
                SyncTurns.unlimited(),
                new Proposals(name),
                new TcpConnector(
                    loops,
                    NioSocketChannel.class,
                    addresses::get,
                    Optional.empty(),
                    Duration.ofSeconds(1)),
                faults::add));
    copies.put(name, copy);
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    StreamChannels.prepare(channel);
                    StreamHandler handler = copy.accept();
                    channel.pipeline().addLast(handler);
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    addresses.put(name, server.localAddress());
  }

  /** Makes {@code name} the primary of a view with these in sync. */
  void lead(String name, Set<String> in) throws Exception {
    Leadership leadership;
    synchronized (this) {
      epoch++;
      primary = name;
      inSync.clear();
      inSync.addAll(in);
      leadership = leadership();
    }
    copy(name).lead(leadership, () -> true).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private synchronized Leadership leadership() {
    return new Leadership(
        epoch, inSync, all.stream().collect(Collectors.toMap(name -> name, _ -> 1L)));
  }

  synchronized Set<String> inSync() {
    return Set.copyOf(inSync);
  }

  ReplicaService copy(String name) {
    ReplicaService copy = copies.get(name);
    if (copy == null) {
      throw new AssertionError(name);
    }
    return copy;
  }

  private final class Proposals implements ViewProposals {
    private final String self;

    Proposals(String self) {
      this.self = self;
    }

    @Override
    public CompletionStage<?> proposeRemoval(String peer, String why) {
      return decide(() -> inSync.remove(peer));
    }

    @Override
    public CompletionStage<?> proposeAddition(String peer, long incarnation) {
      return decide(() -> inSync.add(peer));
    }

    @Override
    public boolean heardSince(long nanoTime) {
      return true;
    }

    private CompletionStage<?> decide(Runnable decision) {
      synchronized (Group.this) {
        if (primary.equals(self)) {
          decision.run();
        }
        copy(self).view(leadership());
      }
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void close() throws IOException {
    for (ReplicaService copy : copies.values()) {
      copy.close();
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
