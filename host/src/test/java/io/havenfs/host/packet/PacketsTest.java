package io.havenfs.host.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packets' bytes, field by field, and their checksums by an independent sum. */
class PacketsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final MacAddress MAC = MacAddress.of(HEX.parseHex("02005e102030"));

  @Test
  void anIpv4AddressIsAnnouncedByArpRequestAndReply() {
    List<byte[]> frames = Announcement.frames(InetAddress.ofLiteral("10.90.0.100"), MAC);

    assertThat(frames).hasSize(2);
    String start = "ffffffffffff" + "02005e102030" + "0806" + "0001" + "0800" + "06" + "04";
    String sender = "02005e102030" + "0a5a0064";
    assertThat(HEX.formatHex(frames.getFirst()))
        .isEqualTo(start + "0001" + sender + "000000000000" + "0a5a0064");
    assertThat(HEX.formatHex(frames.getLast()))
        .isEqualTo(start + "0002" + sender + "02005e102030" + "0a5a0064");
  }

  @Test
  void anIpv6AddressIsAnnouncedByAnAdvertisementThatOverrides() {
    List<byte[]> frames = Announcement.frames(InetAddress.ofLiteral("fd00::64"), MAC);

    assertThat(frames).hasSize(1);
    byte[] frame = frames.getFirst();
    String address = "fd000000000000000000000000000064";
    String allNodes = "ff020000000000000000000000000001";
    String text = HEX.formatHex(frame);
    assertThat(text)
        .startsWith(
            "333300000001"
                + "02005e102030"
                + "86dd"
                + "60000000"
                + "0020"
                + "3a"
                + "ff"
                + address
                + allNodes
                + "8800")
        .endsWith("20000000" + address + "0201" + "02005e102030");
    byte[] message = Arrays.copyOfRange(frame, 54, frame.length);
    byte[] pseudo = HEX.parseHex(address + allNodes + "00000020" + "0000003a");
    assertThat(sum(pseudo, message)).isEqualTo(0xffff);
  }

  @Test
  void aTickleIsAnAcknowledgementOfNothing() {
    byte[] packet =
        Tickle.packet(
            new InetSocketAddress(InetAddress.ofLiteral("10.90.0.100"), 2049),
            new InetSocketAddress(InetAddress.ofLiteral("10.90.0.11"), 812));

    byte[] header = Arrays.copyOfRange(packet, 0, 20);
    byte[] segment = Arrays.copyOfRange(packet, 20, 40);
    assertThat(HEX.formatHex(header))
        .startsWith("45000028" + "00004000" + "4006")
        .endsWith("0a5a0064" + "0a5a000b");
    assertThat(sum(header)).isEqualTo(0xffff);
    assertThat(HEX.formatHex(segment))
        .startsWith("0801" + "032c" + "00000000" + "00000000" + "5010");
    byte[] pseudo = HEX.parseHex("0a5a0064" + "0a5a000b" + "0006" + "0014");
    assertThat(sum(pseudo, segment)).isEqualTo(0xffff);
  }

  @Test
  void aTickleOverIpv6() {
    byte[] packet =
        Tickle.packet(
            new InetSocketAddress(InetAddress.ofLiteral("fd00::64"), 2049),
            new InetSocketAddress(InetAddress.ofLiteral("fd00::b"), 812));

    String addresses = "fd000000000000000000000000000064" + "fd00000000000000000000000000000b";
    assertThat(HEX.formatHex(packet)).startsWith("60000000" + "0014" + "06" + "40" + addresses);
    byte[] segment = Arrays.copyOfRange(packet, 40, 60);
    assertThat(sum(HEX.parseHex(addresses + "00000014" + "00000006"), segment)).isEqualTo(0xffff);
  }

  @Test
  void aTickleFromOneFamilyToTheOtherIsRefused() {
    InetSocketAddress v4 = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 1);
    InetSocketAddress v6 = new InetSocketAddress(InetAddress.ofLiteral("fd00::1"), 1);
    assertThatThrownBy(() -> Tickle.packet(v4, v6)).isInstanceOf(IllegalArgumentException.class);
  }

  /** RFC 1071 the slow way: 16 bits at a time, carry added at once. */
  private static int sum(byte[]... parts) {
    int sum = 0;
    for (byte[] part : parts) {
      for (int i = 0; i < part.length; i += 2) {
        sum += (part[i] & 0xff) * 256 + (part[i + 1] & 0xff);
        sum = sum > 0xffff ? sum - 0xffff : sum;
      }
    }
    return sum;
  }
}
