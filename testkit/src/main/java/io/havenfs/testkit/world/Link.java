package io.havenfs.testkit.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connection: two ends, and what is on its way between them. */
final class Link {
  private static final Object FIN = new Object();

  private final Network network;
  final Side caller;
  final Side callee;

  Link(
      Network network,
      SimulatedProcess callerProcess,
      String callerMachine,
      SimulatedProcess calleeProcess,
      String calleeMachine) {
    this.network = network;
    caller = new Side(callerProcess, callerMachine);
    callee = new Side(calleeProcess, calleeMachine);
  }

  private Side other(Side side) {
    return side == caller ? callee : caller;
  }

  boolean isBetween(String one, String other) {
    return (caller.machine.equals(one) && callee.machine.equals(other))
        || (caller.machine.equals(other) && callee.machine.equals(one));
  }

  void breakBoth() {
    caller.breakLater();
    callee.breakLater();
    caller.lost = true;
    callee.lost = true;
  }

  void processEnded(SimulatedProcess process) {
    for (Side side : new Side[] {caller, callee}) {
      if (side.process == process && side.open) {
        side.open = false;
        if (side.carried && network.chance()) {
          other(side).breakLater();
          other(side).lost = true;
        } else {
          side.transmit(FIN);
        }
      }
    }
    forgetIfGone();
  }

  void powerOff(String machine) {
    for (Side side : new Side[] {caller, callee}) {
      if (side.machine.equals(machine)) {
        side.open = false;
        other(side).lost |= network.chance();
      }
    }
    forgetIfGone();
  }

  private void forgetIfGone() {
    if (!caller.open && !callee.open) {
      network.forget(this);
    }
  }

  /** What was held up on the way to {@code to} arrives after a while. */
  void retransmit(String from, String to) {
    for (Side side : new Side[] {caller, callee}) {
      if (side.machine.equals(to) && other(side).machine.equals(from) && !side.heldUp.isEmpty()) {
        network.agenda().after(network.retransmitDelay(), side::arriveHeldUp);
      }
    }
  }

  String describe(Function<Object, String> message) {
    return caller.machine
        + (caller.open ? "" : "(closed)")
        + " - "
        + callee.machine
        + (callee.open ? "" : "(closed)")
        + " held up "
        + caller.heldUp.stream().map(message).toList()
        + " and "
        + callee.heldUp.stream().map(message).toList();
  }

  /** One end. Messages are held up, and lost, on their way to it. */
  final class Side implements Wire {
    private final SimulatedProcess process;
    final String machine;
    private final Deque<Object> heldUp = new ArrayDeque<>();
    private final Deque<Object> early = new ArrayDeque<>();
    private Wire.@Nullable Listener listener;
    private boolean brokenEarly;
    private boolean open = true;
    // Whether bytes were ever sent to this side.
    private boolean carried;
    // What is on its way to this side will not arrive.
    private boolean lost;
    private long lastArrival;

    Side(SimulatedProcess process, String machine) {
      this.process = process;
      this.machine = machine;
    }

    /** The owner is there; what arrived before it is handed over. */
    void listen(Wire.Listener owner) {
      listener = owner;
      while (open && !early.isEmpty()) {
        handOver(early.remove());
      }
      if (brokenEarly) {
        owner.ended(End.RESET);
      }
    }

    @Override
    public String peer() {
      return other(this).machine;
    }

    @Override
    public void send(Object message) {
      if (open) {
        transmit(message);
      }
    }

    private void transmit(Object message) {
      Side target = other(this);
      target.carried |= message != FIN;
      long arrival = Math.max(target.lastArrival + 1, network.agenda().nanos() + network.delay());
      target.lastArrival = arrival;
      network.agenda().at(arrival, () -> target.arrive(message));
    }

    private void arrive(Object message) {
      if (lost) {
        return;
      }
      if (!heldUp.isEmpty() || network.isSilent(peer(), machine)) {
        heldUp.add(message);
      } else {
        deliver(message);
      }
    }

    private void arriveHeldUp() {
      while (!heldUp.isEmpty() && !lost && !network.isSilent(peer(), machine)) {
        deliver(heldUp.remove());
      }
    }

    private void deliver(Object message) {
      if (!open) {
        if (message != FIN) {
          other(this).breakLater();
        }
        return;
      }
      process.execute(() -> handOver(message));
    }

    private void handOver(Object message) {
      if (!open) {
        return;
      }
      Wire.Listener told = listener;
      if (told == null) {
        early.add(message);
      } else if (message == FIN) {
        open = false;
        forgetIfGone();
        told.ended(End.FINISHED);
      } else {
        told.received(message);
      }
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        transmit(FIN);
        forgetIfGone();
      }
    }

    @Override
    public void reset() {
      if (open) {
        open = false;
        other(this).lost = true;
        other(this).breakLater();
        forgetIfGone();
      }
    }

    /** This side learns, if it can be reached, that the connection is broken. */
    private void breakLater() {
      network.agenda().after(network.delay(), this::breakNow);
    }

    private void breakNow() {
      if (!open) {
        return;
      }
      if (network.isSilent(peer(), machine)) {
        // Whatever this side sends once it can will cause another reset.
        network.agenda().after(network.retransmitDelay(), this::breakNow);
        return;
      }
      process.execute(this::hearOfReset);
    }

    private void hearOfReset() {
      if (!open) {
        return;
      }
      open = false;
      forgetIfGone();
      if (listener != null) {
        listener.ended(End.RESET);
      } else {
        early.clear();
        brokenEarly = true;
      }
    }
  }
}
