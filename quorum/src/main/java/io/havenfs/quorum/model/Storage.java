package io.havenfs.quorum.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a service's state is kept. */
public sealed interface Storage {
  /** How many times it is there. */
  int copies();

  /** Which of {@code nodes}, on which the service may be, are its replicas. */
  List<NodeId> replicas(List<NodeId> nodes);

  /** Whether all replicas use the same state, one at a time. */
  default boolean shared() {
    return this instanceof Shared;
  }

  /**
   * On disks of the nodes' own, by replication.
   *
   * @param copies on how many nodes; 1 survives a restart of the node, not its loss
   */
  record Replicated(int copies) implements Storage {
    /** The most copies; every one of them waits for the slowest. */
    public static final int MAX_COPIES = 7;

    public Replicated {
      if (copies < 1 || copies > MAX_COPIES) {
        throw new IllegalArgumentException(copies + " copies are not from 1 to " + MAX_COPIES);
      }
    }

    @Override
    public List<NodeId> replicas(List<NodeId> nodes) {
      return nodes.subList(0, copies);
    }
  }

  /**
   * In one directory that all nodes of the service can reach, one at a time.
   *
   * <p>Commands are names of programs in the nodes' own directories: who may configure the cluster
   * can choose among what the machines' administrators put there, and no more.
   *
   * @param path the directory, the same on all nodes
   * @param acquire makes the directory reachable on the node that runs it; if there is one, the end
   *     of a process does not end what its host may still do to the directory
   * @param release undoes that
   * @param fence cuts another node off from the directory, for certain
   * @param timeout how long each of them may take
   */
  record Shared(
      String path,
      Optional<String> acquire,
      Optional<String> release,
      Optional<String> fence,
      Duration timeout)
      implements Storage {
    /** How long commands may take unless something else is said. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

    private static final Pattern PATH = Pattern.compile("(/[^/\\p{Cntrl}]+)+");
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Shared {
      if (!PATH.matcher(path).matches() || path.contains("/../") || path.endsWith("/..")) {
        throw new IllegalArgumentException(
            "shared storage: " + Printable.of(path) + " is not the absolute path of a directory");
      }
      acquire.ifPresent(name -> checkProgram("acquire", name));
      release.ifPresent(name -> checkProgram("release", name));
      fence.ifPresent(name -> checkProgram("fence", name));
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException("shared storage: commands need time");
      }
      if (acquire.isPresent() && fence.isEmpty()) {
        throw new IllegalArgumentException(
            "shared storage: a directory that is acquired by a command needs a fence command, too");
      }
    }

    private static void checkProgram(String what, String name) {
      if (!PROGRAM.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "shared storage: "
                + what
                + ": "
                + Printable.of(name)
                + " is not the name of a program in the nodes' folder of commands");
      }
    }

    @Override
    public int copies() {
      return 1;
    }

    @Override
    public List<NodeId> replicas(List<NodeId> nodes) {
      return nodes;
    }
  }
}
