package io.havenfs.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** How commands that ask no node's admin endpoint say what they did. */
final class Printing {
  private Printing() {}

  /** A line, or the same as JSON. */
  static void done(CommandSpec spec, boolean json, String what) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(Map.of("done", what))
            : what);
    out.flush();
  }
}
