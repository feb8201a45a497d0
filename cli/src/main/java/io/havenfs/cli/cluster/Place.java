package io.havenfs.cli.cluster;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a node that is being made has to be told of itself. */
final class Place {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "The node's directory; made here.")
  private Path directory = Path.of("");

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The node's name, unique in the cluster.")
  private String name = "";

  @Option(
      names = "--address",
      required = true,
      paramLabel = "ADDR",
      description = "The address at which other nodes reach this one.")
  private String address = "";

  @Option(
      names = "--peer-port",
      paramLabel = "PORT",
      defaultValue = "20491",
      description = "Replication and lifelines. Default: ${DEFAULT-VALUE}.")
  private int peerPort;

  @Option(
      names = "--raft-port",
      paramLabel = "PORT",
      defaultValue = "20492",
      description = "The quorum. Default: ${DEFAULT-VALUE}.")
  private int raftPort;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "20490",
      description = "Control requests. Default: ${DEFAULT-VALUE}.")
  private int adminPort;

  @Option(
      names = "--admin-address",
      paramLabel = "ADDR",
      defaultValue = "127.0.0.1",
      description = {
        "Where control requests are listened for; nobody is asked who he is, so anything but",
        "loopback is for closed networks only. Default: ${DEFAULT-VALUE}."
      })
  private String adminAddress = "";

  @Option(names = "--witness", description = "It votes and holds no data.")
  private boolean witness;

  @Option(names = "--no-vote", description = "It holds data and has no vote.")
  private boolean noVote;

  Path directory() {
    return directory;
  }

  String adminAddress() {
    return adminAddress;
  }

  NodeInfo node() {
    Set<Role> roles = EnumSet.allOf(Role.class);
    if (witness) {
      roles.remove(Role.DATA);
    }
    if (noVote) {
      roles.remove(Role.VOTER);
    }
    try {
      return new NodeInfo(
          new NodeId(name), address, peerPort, raftPort, adminPort, roles, NodeInfo.NEVER_RAN);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
