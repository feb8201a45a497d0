package io.havenfs.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Two clients over NFSv3, which lock over NLM. */
final class Nfs3TwoClientsTest extends LockingScenarios {
  Nfs3TwoClientsTest() {
    super("3");
  }

  @Test
  void aClientThatRestartsHasItsLocksNoMore() throws IOException {
    Path memory = Files.createDirectory(lab().folder().resolve("guest3.state"));
    Network.Tap tap = lab().network().addTap();
    try (UmlClient third = booted(tap, memory)) {
      third.scenario("shared.py", "hold", "durable", "0", "100").awaitLine("locked", LIMIT);
    }
    on(two(), "conflict", "exclusive", "0", "100");
    Job waiter = one().scenario("shared.py", "wait");
    waiter.awaitLine("waiting", LIMIT);
    try (UmlClient third = booted(tap, memory)) {
      waiter.succeed(LIMIT);
      on(third, "free", "exclusive", "0", "100");
    }
  }

  private UmlClient booted(Network.Tap tap, Path memory) {
    UmlClient client = UmlClient.bootWithMemory(tap, "guest3", lab().folder(), memory);
    client.mount(lab().server().endpoint(), "3");
    return client;
  }
}
