package io.havenfs.cli.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import io.havenfs.node.clients.ClientReport;
import io.havenfs.node.clients.DeskRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code havenfs clients}. */
@Command(
    name = "clients",
    description = "Lists clients of all versions, with what they hold.",
    mixinStandardHelpOptions = true)
public final class ClientsCommand implements Callable<Integer> {
  @Mixin private Control control = new Control();

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "Whose clients; all services' by default.")
  private String service = "";

  @Override
  public Integer call() throws IOException {
    String answer = control.askDesk("clients", new DeskRequest(service, "", ""));
    if (control.json()) {
      control.out().print(answer);
    } else {
      print(control.parse(answer, new TypeReference<List<ClientReport>>() {}));
    }
    control.out().flush();
    return 0;
  }

  private void print(List<ClientReport> clients) {
    Columns columns =
        new Columns(
            "SERVICE", "CLIENT", "VERSION", "ADDRESS", "STATE", "SILENT", "OPENS", "LOCKS",
            "MOUNTS", "NAME");
    for (ClientReport client : clients) {
      columns.add(
          Columns.orDash(client.service()),
          client.client(),
          client.version(),
          Columns.orDash(client.address()),
          client.state(),
          Math.round(client.silentSeconds()) + " s",
          String.valueOf(client.opens()),
          String.valueOf(client.locks()),
          Columns.orDash(String.join(",", client.mounts())),
          Columns.orDash(client.name()));
    }
    columns.print(control.out());
  }
}
