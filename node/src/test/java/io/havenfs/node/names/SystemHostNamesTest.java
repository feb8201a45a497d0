package io.havenfs.node.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

final class SystemHostNamesTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final SystemHostNames names = new SystemHostNames();

  @Test
  void resolvesNamesOfThisMachine() {
    assertThat(names.addresses("localhost")).contains(LOOPBACK);
    assertThat(names.names(LOOPBACK))
        .allSatisfy(name -> assertThat(names.addresses(name)).contains(LOOPBACK));
  }

  @Test
  void unknownNamesHaveNoAddress() {
    // RFC 6761: never a name; refused here before any server is asked.
    assertThat(names.addresses("no such name.invalid")).isEmpty();
  }
}
