package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultChannelId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NettyProcessTest {
  @Test
  void channelsAreNamedByWhatWeSay() {
    NettyProcess.name();
    byte[] machine = HexFormat.ofDelimiter(":").parseHex(System.getProperty("io.netty.machineId"));
    assertThat(machine).hasSize(8);
    String id = DefaultChannelId.newInstance().asLongText();
    assertThat(id).startsWith(HexFormat.of().formatHex(machine));
    assertThat(id).contains(String.format("%08x", ProcessHandle.current().pid()));
  }
}
