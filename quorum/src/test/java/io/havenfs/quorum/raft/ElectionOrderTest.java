package io.havenfs.quorum.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ElectionOrderTest {
  private static final NodeId ANNA = new NodeId("anna");
  private static final NodeId BERT = new NodeId("bert");
  private static final NodeId CARA = new NodeId("cara");
  private static final List<NodeId> ALL = List.of(CARA, BERT, ANNA);
  private static final ServiceId SERVICE = new ServiceId("files");

  private ControlState state = ControlState.EMPTY;

  @Test
  void byNameWhereNobodyHoldsAnything() {
    assertThat(ElectionOrder.of(state, ALL, BERT)).containsExactly(ANNA, CARA);
  }

  @Test
  void whoHoldsNoCopyComesFirst() {
    annaServesWithBert();
    assertThat(ElectionOrder.of(state, ALL, ANNA)).containsExactly(CARA, BERT);
    assertThat(ElectionOrder.of(state, ALL, CARA)).containsExactly(ANNA, BERT);
  }

  private void annaServesWithBert() {
    apply(
        new Command.Initialise("cluster", Settings.DEFAULT, ALL.stream().map(this::node).toList()));
    ALL.forEach(node -> apply(new Command.NodeStarted(node, 1, Set.of())));
    apply(
        new Command.CreateService(
            new ServiceSpec(
                SERVICE,
                List.of(ServiceAddress.parse("192.0.2.9")),
                List.of(),
                NfsOptions.DEFAULT,
                Desired.ONLINE,
                List.of(ANNA, BERT),
                false,
                new Storage.Replicated(2),
                SyncOptions.DEFAULT)));
    apply(new Command.ChangeView(SERVICE, view().takenOver(ANNA, List.of(ANNA)), ANNA));
    apply(new Command.ChangeView(SERVICE, view().with(BERT), ANNA));
    assertThat(view().inSync()).containsExactlyInAnyOrder(ANNA, BERT);
  }

  private NodeInfo node(NodeId id) {
    int port = 100 * (1 + ALL.indexOf(id));
    return new NodeInfo(id, "192.0.2.1", port, port + 1, port + 2, EnumSet.allOf(Role.class), 0);
  }

  private void apply(Command command) {
    state = ControlStateMachine.apply(state, 1, command).state();
  }

  private View view() {
    return state.service(SERVICE).orElseThrow().view();
  }
}
