package io.havenfs.node.control;

import io.havenfs.node.admin.Answer;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.time.Duration;

/** Asks other nodes what only they can answer. Blocks; thread-safe. */
@FunctionalInterface
public interface OtherNodes {
  /**
   * The answer of {@code node} to a request below {@code /v1/local}.
   *
   * @throws IOException when there is none within {@code patience}; says why
   */
  Answer ask(NodeInfo node, String method, String path, String body, Duration patience)
      throws IOException;
}
