package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libnfs, a client that shares no code with Linux's. */
final class LibNfsTest {
  private static final long SEED = 11;
  private static final int SIZE = 3_000_017;

  @Test
  void copiesListsAndReads(@TempDir Path local) throws IOException {
    Requirements.assume("nfs-ls", "nfs-cp", "nfs-cat");
    byte[] content = new byte[SIZE];
    new Random(SEED).nextBytes(content);
    Path original = Files.write(local.resolve("original"), content);
    Path text = Files.writeString(local.resolve("text"), "one line\n");
    Path back = local.resolve("back");
    try (Lab lab = Lab.open("LibNfsTest")) {
      LibNfs libnfs = new LibNfs(lab.network(), lab.server().endpoint());
      libnfs.put(original, "copy");
      libnfs.put(text, "text");
      libnfs.get("copy", back);
      assertThat(back).hasBinaryContent(content);
      assertThat(libnfs.cat("text")).contains("one line\n");
      assertThat(libnfs.list("")).contains("copy").contains("text").contains("" + SIZE);
    }
  }
}
