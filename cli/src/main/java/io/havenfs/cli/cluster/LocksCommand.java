package io.havenfs.cli.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import io.havenfs.node.clients.LockReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code havenfs locks}. */
@Command(
    name = "locks",
    description = "Lists byte-range locks and share reservations of all clients.",
    mixinStandardHelpOptions = true)
public final class LocksCommand implements Callable<Integer> {
  @Mixin private Control control = new Control();

  @Parameters(
      arity = "0..2",
      paramLabel = "SERVICE|PATH",
      description = {
        "Whose locks, and in which file: a path, from the root of the service, begins with a slash."
      })
  private List<String> where = List.of();

  @Override
  public Integer call() throws IOException {
    String answer = control.askDesk("locks", FilePlace.parse(control, where).request(""));
    if (control.json()) {
      control.out().print(answer);
    } else {
      print(control.parse(answer, new TypeReference<List<LockReport>>() {}));
    }
    control.out().flush();
    return 0;
  }

  private void print(List<LockReport> locks) {
    Columns columns = new Columns("SERVICE", "KIND", "BYTES", "CLIENT", "OWNER", "FILE");
    for (LockReport lock : locks) {
      columns.add(
          Columns.orDash(lock.service()),
          lock.kind(),
          lock.first() + "-" + lock.last(),
          lock.client(),
          lock.owner(),
          lock.path().isEmpty() ? "(id " + lock.fileId() + ")" : lock.path());
    }
    columns.print(control.out());
  }
}
