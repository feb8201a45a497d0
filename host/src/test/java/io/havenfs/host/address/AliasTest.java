package io.havenfs.host.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTest {
  @Test
  void anAddressMayNameItsDevice() {
    Alias address = Alias.parse("10.90.0.100@eth0");
    assertThat(address.address().getHostAddress()).isEqualTo("10.90.0.100");
    assertThat(address.device()).contains("eth0");
    assertThat(address).hasToString("10.90.0.100@eth0");
    assertThat(address.isLoopback()).isFalse();
  }

  @Test
  void loopbackIsEverywhere() {
    assertThat(Alias.parse("127.0.0.42").isLoopback()).isTrue();
    assertThat(Alias.parse("fd00::1").device()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "files",
        "10.0.0.300",
        "1.2.3",
        "0.0.0.0",
        "224.0.0.1",
        "10.0.0.1@",
        "10.0.0.1@a b",
        "10.0.0.1/24",
        ":::"
      })
  void whatIsNotAnAddressIsRefusedByName(String text) {
    assertThatThrownBy(() -> Alias.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
