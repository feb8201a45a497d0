package io.havenfs.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCpuTest {
  @TempDir private Path proc;

  @Test
  void addsUserAndSystemTimeOfAllProcesses() throws IOException {
    stat(7, "7 (nfsd) S 1 7 7 0 -1 4194560 100 0 0 0 120 30 9 9 20 0 8 0 100 1 2");
    stat(8, "8 (odd ) name) R 1 8 8 0 -1 4194560 100 0 0 0 1 2 9 9 20 0 8 0 100 1 2");
    assertThat(new ProcessCpu(proc, List.of(7L, 8L)).nanos()).isEqualTo(153 * 10_000_000L);
  }

  @Test
  void namesAProcessThatIsNotThere() {
    assertThatThrownBy(() -> new ProcessCpu(proc, List.of(9L)).nanos())
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("process 9");
  }

  @Test
  void noProcessesUseNothing() {
    assertThat(new ProcessCpu(List.of()).nanos()).isZero();
  }

  @Test
  void readsThisProcess() {
    assertThat(new ProcessCpu(List.of(ProcessHandle.current().pid())).nanos()).isPositive();
  }

  private void stat(long pid, String text) throws IOException {
    Path directory = Files.createDirectory(proc.resolve(Long.toString(pid)));
    Files.writeString(directory.resolve("stat"), text);
  }
}
