package io.havenfs.nfs.nfs4.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.offload.CopyJob;
import io.havenfs.engine.offload.CopyJobs;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.testkit.time.VirtualTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyRunnerTest {
  private static final long CLIENT = 7;
  private static final int SIZE = 3 * FileLimits.MAX_COPY + 100;
  private static final FileLimits LIMITS = FileLimits.DEFAULT.withMaxDataSize(64 << 20);

  /** Clients that hear, or do not. */
  private static final class Clients implements CopyClients {
    private final List<CopyJob> told = new ArrayList<>();
    private boolean hearing = true;
    private boolean existing = true;

    @Override
    public boolean canBeCalled(Compound compound) {
      return true;
    }

    @Override
    public boolean exists(View view, long clientId) {
      return existing;
    }

    @Override
    public void tell(long jobId, CopyJob job, Runnable known) {
      told.add(job);
      if (hearing) {
        known.run();
      }
    }
  }

  private final MemoryEngine engine = new MemoryEngine(new VirtualTime());
  private final FileSystem files =
      new FileSystem(LIMITS, (view, id) -> false, () -> MemoryEngine.CAPACITY);
  private final Clients clients = new Clients();
  private final CopyRunner runner = new CopyRunner(engine, new CopyJobs(files), clients);
  private final Inode source;
  private final Inode target;

  CopyRunnerTest() {
    files.format(engine.state());
    Inode empty = create("source");
    target = create("target");
    ByteBuf end = Unpooled.copiedBuffer("the end", StandardCharsets.US_ASCII);
    source =
        files.write(
            engine.state(),
            Credentials.ROOT,
            empty.id(),
            SIZE - 7,
            end,
            WriteStability.UNSTABLE,
            true);
  }

  private Inode create(String name) {
    return files
        .createFile(
            engine.state(),
            Credentials.ROOT,
            Inode.ROOT,
            Name.of(name),
            CreateMode.GUARDED,
            SetAttributes.NONE)
        .inode();
  }

  private long start() {
    CopyJob job =
        new CopyJob(
            CLIENT,
            Credentials.ROOT,
            Bytes.EMPTY,
            source.id(),
            0,
            target.id(),
            0,
            SIZE,
            0,
            0,
            false,
            Status.OK);
    return CopyJobs.start(engine.state(), job);
  }

  private String endOfTarget() {
    ByteBuf out = Unpooled.buffer();
    Inode inode = files.inode(engine.state(), target.id());
    files.read(engine.state(), Credentials.ROOT, inode, SIZE - 7, 100, out, true);
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void aJobIsDoneInStepsAndItsClientToldOnce() {
    runner.begin(start());

    assertThat(endOfTarget()).isEqualTo("the end");
    assertThat(engine.changes()).isEqualTo(4 + 1);
    assertThat(clients.told).hasSize(1);
    assertThat(clients.told.getFirst().done()).isEqualTo(SIZE);
    assertThat(clients.told.getFirst().stable()).isEqualTo(SIZE);
    assertThat(clients.told.getFirst().status()).isEqualTo(Status.OK);
    assertThat(CopyJobs.all(engine.committed())).isEmpty();
  }

  @Test
  void aClientThatDoesNotHearIsToldAgain() {
    clients.hearing = false;
    runner.begin(start());
    runner.tick();
    assertThat(CopyJobs.all(engine.committed())).hasSize(1);

    clients.hearing = true;
    runner.tick();
    assertThat(clients.told).hasSize(3);
    assertThat(CopyJobs.all(engine.committed())).isEmpty();
  }

  @Test
  void aJobOfAnEarlierProcessIsTakenUp() {
    long id = start();
    new CopyJobs(files).step(engine.state(), id, false);

    runner.tick();

    assertThat(endOfTarget()).isEqualTo("the end");
    assertThat(clients.told).hasSize(1);
  }

  @Test
  void aTakenUpJobGoesOnFromWhatIsStable() {
    long id = start();
    CopyJobs jobs = new CopyJobs(files);
    jobs.step(engine.state(), id, false);
    jobs.step(engine.state(), id, false);
    jobs.step(engine.state(), id, true);

    assertThat(CopyJobs.find(engine.state(), id).orElseThrow().done())
        .isEqualTo(FileLimits.MAX_COPY);
  }

  @Test
  void aJobWhoseClientIsGoneIsForgotten() {
    start();
    clients.existing = false;
    runner.tick();
    assertThat(CopyJobs.all(engine.committed())).isEmpty();
    assertThat(clients.told).isEmpty();
  }

  @Test
  void aJobThatCannotGoOnEndsWithTheReason() {
    long id = start();
    files.remove(engine.state(), Credentials.ROOT, Inode.ROOT, Name.of("target"));
    runner.begin(id);
    assertThat(clients.told.getFirst().status()).isEqualTo(Status.STALE);
  }

  @Test
  void aCancelledJobStopsSilently() {
    long id = start();
    CopyJobs.forget(engine.state(), id);
    runner.begin(id);
    assertThat(clients.told).isEmpty();
  }
}
