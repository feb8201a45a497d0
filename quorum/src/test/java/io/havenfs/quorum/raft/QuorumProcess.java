package io.havenfs.quorum.raft;

import io.havenfs.host.time.SystemTime;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * A member as a process of its own, to be killed. Arguments: directory, cluster, name, incarnation,
 * and {@code name=port} of each voter. Prints what happens; ends at the end of its input.
 */
final class QuorumProcess {
  private QuorumProcess() {}

  /** Runs until the input ends. */
  public static void main(String[] args) throws IOException {
    List<NodeInfo> nodes = new ArrayList<>();
    for (int i = 4; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      int port = Integer.parseInt(parts[1]);
      nodes.add(
          new NodeInfo(
              new NodeId(parts[0]), "127.0.0.1", port, port, 1, EnumSet.allOf(Role.class), 0));
    }
    NodeId self = new NodeId(args[2]);
    NodeInfo info = nodes.stream().filter(it -> it.id().equals(self)).findFirst().orElseThrow();
    RaftQuorumSettings settings =
        new RaftQuorumSettings(
            self,
            Long.parseLong(args[3]),
            Set.of(),
            Path.of(args[0]).resolve(self.name()),
            UUID.fromString(args[1]),
            "127.0.0.1",
            info.raftPort(),
            nodes,
            Optional.empty());
    try (RaftQuorum quorum = RaftQuorum.start(settings, new SystemTime());
        Subscription _ = quorum.subscribe(new Printer(quorum))) {
      quorum.submit(new Initialise(args[1], Settings.DEFAULT.withDeadAfter(DeadAfter.FAST), nodes));
      quorum.registered().thenRun(() -> print("REGISTERED"));
      while (System.in.read() >= 0) {
        print("LEASE " + quorum.lease().leftAt(System.nanoTime()) / 1_000_000);
      }
    }
  }

  private static synchronized void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private record Printer(RaftQuorum quorum) implements QuorumListener {
    @Override
    public void stateChanged(ControlState state) {
      print("STATE " + state.revision());
    }

    @Override
    public void leadershipChanged(OptionalLong term) {
      print(term.isPresent() ? "LEADS " + term.getAsLong() : "FOLLOWS");
    }

    @Override
    public void healthChanged() {
      print("HEALTH " + quorum.health());
    }
  }
}
