package io.havenfs.interop;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, as an independent decoder sees it. */
final class WireTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(strings = {"3", "4.0", "4.1", "4.2"})
  void tsharkFindsNoMalformedPacket(String version) {
    Requirements.assume("tcpdump", "tshark");
    try (Lab lab = Lab.open("WireTest-" + version);
        Capture capture =
            Capture.start(lab.network(), lab.server().endpoint().port(), lab.folder());
        UmlClient client = lab.client("guest1", version)) {
      client.scenario("namespace.py", version).succeed(LIMIT);
      client.scenario("attributes.py", version).succeed(LIMIT);
      client.unmount();
      capture.assertWellFormed();
    }
  }
}
