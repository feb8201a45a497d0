package io.havenfs.cluster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.OpenMode;
import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private final SimulatedDisk disk = new SimulatedDisk(1);
  private final Ownership ownership = new Ownership(disk);

  private static OwnerRecord claim(long epoch, String node) {
    return new OwnerRecord("c-1", "files", 7, epoch, node, 3);
  }

  @Test
  void theNewestClaimCounts() throws IOException {
    ownership.claim(claim(3, "anna"));
    ownership.requireNewest(3);
    ownership.claim(claim(4, "bert"));
    assertThatThrownBy(() -> ownership.requireNewest(3))
        .isInstanceOf(NotOwnerException.class)
        .hasMessage(
            "the storage was node bert's in epoch 4: nothing of epoch 3 is written any more");
    assertThatThrownBy(() -> ownership.claim(claim(3, "anna")))
        .as("and is not taken back")
        .isInstanceOf(NotOwnerException.class);
    ownership.requireNewest(4);
    assertThat(disk.list("")).containsExactly("owner-4");
  }

  @Test
  void claimingAgainIsHarmless() throws IOException {
    ownership.claim(claim(3, "anna"));
    ownership.claim(claim(3, "anna"));
    ownership.requireNewest(3);
  }

  @Test
  void whatIsAnothersIsLeftAlone() throws IOException {
    ownership.claim(new OwnerRecord("c-1", "home", 2, 9, "anna", 1));
    assertThatThrownBy(() -> ownership.claim(claim(10, "anna")))
        .isInstanceOf(NotOwnerException.class)
        .hasMessage("the storage is that of service home (number 2) of cluster c-1");
  }

  @Test
  void aDirectoryWithFilesInItIsNoNewOne() throws IOException {
    disk.open("letters.txt", OpenMode.CREATE).close();
    assertThatThrownBy(() -> ownership.claim(claim(1, "anna")))
        .isInstanceOf(NotOwnerException.class)
        .hasMessageContaining("letters.txt");
  }

  /** Whenever the machine of an owner dies: a claim that was made is there, and is whole. */
  @Test
  void aClaimIsThereOrNot() {
    Seeded.run(200, OwnershipTest::claimAndDie);
  }

  private static void claimAndDie(RandomGenerator random) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(random.nextLong());
    long claimed = 0;
    for (int i = 1; i <= 10; i++) {
      disk.failAfter(random.nextInt(1, 20));
      try {
        new Ownership(disk).claim(claim(i, "anna"));
        claimed = i;
        disk.failAfter(Integer.MAX_VALUE);
      } catch (SimulatedCrash died) {
        disk = disk.crash(random);
      }
      Ownership after = new Ownership(disk);
      long before = claimed - 1;
      assertThatCode(() -> after.requireNewest(100)).as("readable").doesNotThrowAnyException();
      if (claimed > 0) {
        assertThatThrownBy(() -> after.requireNewest(before)).isInstanceOf(NotOwnerException.class);
      }
    }
  }

  @Test
  void aDeposedOwnerChangesNothing() throws IOException {
    SwitchedRight right = new SwitchedRight();
    OwnedDisk owned = new OwnedDisk(disk, right);
    owned.createDirectories("data");
    DiskFile file = owned.open("data/1", OpenMode.CREATE);
    file.write(Unpooled.copiedBuffer(new byte[10]), 0);
    right.deposed = true;
    assertThatThrownBy(() -> file.write(Unpooled.copiedBuffer(new byte[10]), 10))
        .isInstanceOf(NotOwnerException.class);
    assertThatThrownBy(() -> file.truncate(0)).isInstanceOf(NotOwnerException.class);
    assertThatThrownBy(() -> file.punch(0, 5)).isInstanceOf(NotOwnerException.class);
    assertThatThrownBy(file::sync).isInstanceOf(NotOwnerException.class);
    assertThatThrownBy(() -> owned.delete("data/1")).isInstanceOf(NotOwnerException.class);
    assertThatThrownBy(() -> owned.rename("data/1", "data/2"))
        .isInstanceOf(NotOwnerException.class);
    assertThatThrownBy(() -> owned.open("data/2", OpenMode.CREATE))
        .isInstanceOf(NotOwnerException.class);
    assertThat(disk.list("data")).containsExactly("1");
    assertThat(file.size()).as("it may still look").isEqualTo(10);
    file.close();
  }

  private static final class SwitchedRight implements OwnedDisk.Right {
    private boolean deposed;

    @Override
    public void toWrite() throws NotOwnerException {
      if (deposed) {
        throw new NotOwnerException("another one's");
      }
    }

    @Override
    public void toName() throws NotOwnerException {
      toWrite();
    }
  }
}
