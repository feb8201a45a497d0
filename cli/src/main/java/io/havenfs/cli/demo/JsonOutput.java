package io.havenfs.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.havenfs.node.control.ClusterReport.FailoverReport;
import java.io.PrintWriter;
import java.time.Duration;

/** A demo as JSON, one object a line; the last is the summary. */
final class JsonOutput implements DemoOutput {
  private final PrintWriter out;
  private final ObjectMapper mapper = new ObjectMapper();
  private final long startedAt = System.nanoTime();

  JsonOutput(PrintWriter out) {
    this.out = out;
  }

  private ObjectNode line(String kind) {
    ObjectNode line = mapper.createObjectNode();
    line.put("kind", kind);
    line.put("atMillis", Duration.ofNanos(System.nanoTime() - startedAt).toMillis());
    return line;
  }

  private synchronized void print(ObjectNode line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void title(String text) {
    print(line("part").put("text", text));
  }

  @Override
  public void fact(String name, String text) {
    print(line("fact").put("name", name).put("text", text));
  }

  @Override
  public void event(String text) {
    print(line("event").put("text", text));
  }

  @Override
  public void work(long operations, Duration stretch) {
    print(line("work").put("operations", operations).put("millis", stretch.toMillis()));
  }

  @Override
  public void failover(String blow, FailoverReport report, Duration stall) {
    ObjectNode line = line("failover").put("blow", blow).put("stallMillis", stall.toMillis());
    line.set("failover", mapper.valueToTree(report));
    print(line);
  }

  @Override
  public void check(boolean good, String text) {
    print(line("check").put("good", good).put("text", text));
  }

  @Override
  public void summary(Summary summary) {
    print(
        line("summary")
            .put("failovers", summary.failovers())
            .put("lost", summary.lost())
            .put("repeated", summary.repeated())
            .put("stallP50Millis", summary.stallP50Millis())
            .put("stallMaxMillis", summary.stallMaxMillis())
            .put("operations", summary.operations())
            .put("bytes", summary.bytes()));
  }
}
