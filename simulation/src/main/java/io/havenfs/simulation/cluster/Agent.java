package io.havenfs.simulation.cluster;

import io.havenfs.cluster.agent.AgentAction;
import io.havenfs.cluster.agent.AgentInput;
import io.havenfs.cluster.agent.AgentMachine;
import io.havenfs.cluster.agent.AgentState;
import io.havenfs.cluster.agent.Translations;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.ReplicaControl;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The service's agent on a node, in virtual time: what {@code ServiceAgent} does. */
final class Agent implements QuorumListener {
  private static final long LOOK = 20_000_000;
  private static final long LATER = 100_000_000;

  /** Where clients come in. */
  interface Door {
    /** Lets them in; {@code opened} runs when the address is there. */
    void open(long epoch, Runnable opened);

    /** Sends them away; {@code closed} runs when the address has gone. */
    void close(Runnable closed);
  }

  private final Quorum quorum;
  private final SimulatedProcess process;
  private final ServiceId service;
  private final ReplicaControl copy;
  private final Door door;
  private final AgentMachine machine;
  private final Consumer<String> trace;
  private final Deque<AgentInput> inputs = new ArrayDeque<>();
  private boolean busy;

  Agent(
      Quorum quorum,
      SimulatedProcess process,
      ServiceId service,
      ReplicaControl copy,
      Door door,
      Consumer<String> trace) {
    this.quorum = quorum;
    this.process = process;
    this.service = service;
    this.copy = copy;
    this.door = door;
    this.trace = trace;
    machine = new AgentMachine(quorum.self());
  }

  void start() {
    var _ = quorum.subscribe(this);
    tick();
  }

  AgentState state() {
    return machine.state();
  }

  private void tick() {
    look();
    process.after(LOOK, this::tick);
  }

  @Override
  public void stateChanged(ControlState state) {
    process.after(0, this::look);
  }

  private void look() {
    input(Translations.seen(quorum, service));
  }

  /** Inputs that come while another is being worked at wait for their turn. */
  private void input(AgentInput input) {
    inputs.add(input);
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (!inputs.isEmpty()) {
        for (AgentAction action : machine.on(inputs.remove())) {
          trace.accept(quorum.self() + ": " + machine.state() + ", " + action);
          run(action);
        }
      }
    } finally {
      busy = false;
    }
  }

  private void later(AgentInput input) {
    process.after(LATER, () -> input(input));
  }

  private void run(AgentAction action) {
    switch (action) {
      case AgentAction.Follow(long epoch) -> copy.follow(epoch);
      case AgentAction.Lead(View view) -> lead(view);
      case AgentAction.Fence it -> throw notShared();
      case AgentAction.Acquire it -> throw notShared();
      case AgentAction.LetGo it -> throw notShared();
      case AgentAction.GiveUp it -> throw notShared();
      case AgentAction.NewView(View view) -> copy.view(Translations.leadership(quorum, view));
      case AgentAction.StopLeading it -> copy.stopLeading();
      case AgentAction.Open(long epoch) ->
          door.open(epoch, () -> input(new AgentInput.Opened(epoch)));
      case AgentAction.Close it -> door.close(() -> input(new AgentInput.Closed()));
      case AgentAction.Drain(long epoch) ->
          copy.drain().whenComplete((done, failure) -> input(new AgentInput.Drained(epoch)));
      case AgentAction.Propose(View view) -> propose(view);
    }
  }

  private static IllegalStateException notShared() {
    return new IllegalStateException("the simulation's service is not in shared storage");
  }

  private void lead(View view) {
    long epoch = view.epoch();
    copy.lead(Translations.leadership(quorum, view), () -> quorum.serves(service, epoch))
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                input(new AgentInput.Led(epoch));
              } else {
                trace.accept(quorum.self() + ": not leading in epoch " + epoch + ": " + failure);
                later(new AgentInput.NotLed(epoch));
              }
            });
  }

  private void propose(View next) {
    quorum
        .submit(new Command.ChangeView(service, next, quorum.self()))
        .whenComplete(
            (result, failure) -> {
              if (!(result instanceof CommandResult.Accepted)) {
                later(new AgentInput.NotAgreed());
              }
            });
  }
}
