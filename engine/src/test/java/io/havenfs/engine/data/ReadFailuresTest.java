package io.havenfs.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.havenfs.testkit.disk.DiskOperation;
import io.havenfs.testkit.disk.Fault;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.time.VirtualTime;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ReadFailuresTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(ReadFailures.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aReadThatFailsIsLogged() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(3);
    try (DataFiles files = DataFiles.open(disk, "data", DataLimits.DEFAULT)) {
      files.write(0xabc, 0, DataFilesTest.bytes("text"));
      disk.inject(Fault.always(DiskOperation.READ, "data", Fault.Kind.IO_ERROR));
      assertThatThrownBy(() -> files.read(0xabc, 0, 4, Unpooled.buffer()))
          .isInstanceOf(IOException.class);
    }
    assertThat(said()).singleElement().asString().contains("abc").contains("cannot be read");
  }

  @Test
  void manyFailuresAreFewLines() {
    VirtualTime time = new VirtualTime();
    ReadFailures failures = new ReadFailures(time::nanoTime);
    for (int i = 0; i < 100; i++) {
      failures.report(i, new IOException("broken"));
    }
    assertThat(said()).hasSize(1);
    time.advance(Duration.ofNanos(ReadFailures.INTERVAL_NANOS));
    failures.report(200, new IOException("broken"));
    assertThat(said()).hasSize(2);
    assertThat(said().getLast()).contains("99 earlier");
  }
}
