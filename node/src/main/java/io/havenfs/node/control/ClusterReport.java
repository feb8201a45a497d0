package io.havenfs.node.control;

import java.util.List;
import java.util.Map;

/**
 * A cluster as an operator sees it, in plain words. Empty texts stand for what there is not.
 *
 * @param node who made this report
 * @param leader of the quorum
 * @param deadAfter the preset's name
 */
public record ClusterReport(
    String clusterId,
    String node,
    String leader,
    long revision,
    long configVersion,
    String deadAfter,
    long lagLimitMillis,
    int syncsAtOnce,
    List<NodeReport> nodes,
    List<ServiceReport> services,
    List<EventReport> events,
    List<FailoverReport> failovers) {

  /**
   * A node.
   *
   * @param health ALIVE, SUSPECT or DEAD as the quorum's leader judges; UNKNOWN in a report of
   *     another
   */
  public record NodeReport(
      String name,
      String address,
      int peerPort,
      int raftPort,
      int adminPort,
      List<String> roles,
      String health) {}

  /**
   * A service.
   *
   * @param moveTo where it is to move
   * @param replica the reporting node's own copy, by property; empty when it holds none
   */
  public record ServiceReport(
      ServiceDescription specification,
      int number,
      long epoch,
      long version,
      String primary,
      List<String> inSync,
      List<String> replicas,
      String moveTo,
      Map<String, Object> replica) {}

  /** Something that happened, with the time of ISO 8601. */
  public record EventReport(String at, String severity, String node, String service, String text) {}

  /**
   * A change of a service's primary.
   *
   * @param at when it was detected or, if nobody saw that, first heard of; ISO 8601
   * @param stepMillis when each step was done, since then
   */
  public record FailoverReport(
      String service,
      long epoch,
      String cause,
      String from,
      String to,
      String at,
      Map<String, Double> stepMillis) {}
}
