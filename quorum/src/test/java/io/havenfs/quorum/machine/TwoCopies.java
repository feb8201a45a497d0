package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import java.util.List;
import java.util.Set;

/** A state machine with a service on two nodes, both in sync, the first of which leads. */
final class TwoCopies {
  static final NodeId FIRST = new NodeId("first");
  static final NodeId SECOND = new NodeId("second");
  static final ServiceId SERVICE = new ServiceId("s");

  private ControlState state = ControlState.EMPTY;

  /** Both nodes' first processes have started, and found {@code copies}. */
  TwoCopies(Set<Integer> copies) {
    apply(
        new Command.Initialise(
            "cluster", Settings.DEFAULT, List.of(node(FIRST, 100), node(SECOND, 200))));
    apply(new Command.NodeStarted(FIRST, 1, copies));
    apply(new Command.NodeStarted(SECOND, 1, copies));
    apply(
        new Command.CreateService(
            new ServiceSpec(
                SERVICE,
                List.of(ServiceAddress.parse("192.0.2.9")),
                List.of(),
                NfsOptions.DEFAULT,
                Desired.ONLINE,
                List.of(FIRST, SECOND),
                false,
                new Storage.Replicated(2),
                SyncOptions.DEFAULT)));
    takesOver(FIRST, List.of(FIRST));
    apply(new Command.ChangeView(SERVICE, view().with(SECOND), FIRST));
  }

  private static NodeInfo node(NodeId id, int port) {
    return new NodeInfo(
        id, "192.0.2.1", port, port + 1, port + 2, Set.of(Role.VOTER, Role.DATA), 0);
  }

  /** Applies a command, in term 1. */
  CommandResult apply(Command command) {
    Outcome outcome = ControlStateMachine.apply(state, 1, command);
    state = outcome.state();
    return outcome.result();
  }

  /** {@code node} proposes that it leads, with {@code inSync}. */
  CommandResult takesOver(NodeId node, List<NodeId> inSync) {
    return apply(new Command.ChangeView(SERVICE, view().takenOver(node, inSync), node));
  }

  ControlState state() {
    return state;
  }

  ServiceState service() {
    return state.service(SERVICE).orElseThrow();
  }

  View view() {
    return service().view();
  }
}
