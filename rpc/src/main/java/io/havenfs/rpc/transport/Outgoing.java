package io.havenfs.rpc.transport;

/** A message on its way to an endpoint's loop: a completed call, or a call of ours to the peer. */
abstract class Outgoing extends LoopTask {
  private final Endpoint endpoint;

  Outgoing(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  @Override
  final void run() {
    endpoint.finishLater(this);
  }
}
