package io.havenfs.quorum.model;

import java.util.SortedMap;
import java.util.TreeMap;

/** A state being made of another. For one thread, for one use. */
public final class ControlStateBuilder {
  private String clusterId;
  private long revision;
  private long configVersion;
  private Settings settings;
  private DeadAfter longestLease;
  private final SortedMap<NodeId, NodeInfo> nodes;
  private final SortedMap<ServiceId, ServiceState> services;
  private int nextServiceNumber;
  private Journal journal;

  ControlStateBuilder(ControlState from) {
    clusterId = from.clusterId();
    revision = from.revision();
    configVersion = from.configVersion();
    settings = from.settings();
    longestLease = from.longestLease();
    nodes = new TreeMap<>(from.nodes());
    services = new TreeMap<>(from.services());
    nextServiceNumber = from.nextServiceNumber();
    journal = from.journal();
  }

  /** Names the cluster. */
  public ControlStateBuilder clusterId(String id) {
    clusterId = id;
    return this;
  }

  /** One revision further. */
  public ControlStateBuilder nextRevision() {
    revision++;
    return this;
  }

  /** One version of the configuration further. */
  public ControlStateBuilder nextConfigVersion() {
    configVersion++;
    return this;
  }

  /** Other settings. */
  public ControlStateBuilder settings(Settings next) {
    settings = next;
    return this;
  }

  /** Another longest lease. */
  public ControlStateBuilder longestLease(DeadAfter longest) {
    longestLease = longest;
    return this;
  }

  /** A node added or replaced. */
  public ControlStateBuilder put(NodeInfo node) {
    nodes.put(node.id(), node);
    return this;
  }

  /** A node removed. */
  public ControlStateBuilder remove(NodeId node) {
    nodes.remove(node);
    return this;
  }

  /** A service added or replaced. */
  public ControlStateBuilder put(ServiceState service) {
    services.put(service.id(), service);
    return this;
  }

  /** A service removed. */
  public ControlStateBuilder remove(ServiceId service) {
    services.remove(service);
    return this;
  }

  /** A number was given to a service. */
  public ControlStateBuilder numberUsed() {
    nextServiceNumber++;
    return this;
  }

  /** Another journal. */
  public ControlStateBuilder journal(Journal next) {
    journal = next;
    return this;
  }

  /** The new state. */
  public ControlState build() {
    return new ControlState(
        clusterId,
        revision,
        configVersion,
        settings,
        longestLease,
        nodes,
        services,
        nextServiceNumber,
        journal);
  }
}
