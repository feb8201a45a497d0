package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final QuotaKey ALICE = QuotaKey.user(1001);
  private static final QuotaKey SHARED = QuotaKey.group(2003);

  private final Fixture fixture = new Fixture();
  private final FileSystem files = fixture.files;

  private void limit(QuotaKey key, QuotaLimits limits) {
    files.setQuota(fixture.tx.next(), key, limits);
  }

  private Status create(String name) {
    return fixture.run(() -> fixture.create(Fixture.ALICE, Inode.ROOT, name, 0644));
  }

  private Status write(Credentials who, long file, long offset, int length) {
    return fixture.run(
        () -> fixture.write(who, file, offset, new byte[length], WriteStability.UNSTABLE));
  }

  @Test
  void objectsAreLimited() {
    limit(ALICE, new QuotaLimits(0, 0, 2, 0));
    assertThat(create("a")).isEqualTo(Status.OK);
    assertThat(create("b")).isEqualTo(Status.OK);
    assertThat(create("c")).isEqualTo(Status.QUOTA_EXCEEDED);
    fixture.remove(Inode.ROOT, "a");
    assertThat(create("c")).isEqualTo(Status.OK);
    assertThat(files.quotaUsage(fixture.tx, ALICE).inodes()).isEqualTo(2);
  }

  @Test
  void bytesAreLimitedInTablesAndDataFiles() {
    limit(ALICE, new QuotaLimits(16_384, 0, 0, 0));
    long file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0666).id();
    assertThat(write(Fixture.ALICE, file, 0, 8192)).isEqualTo(Status.OK);
    assertThat(write(Fixture.ALICE, file, 0, 16_384)).isEqualTo(Status.OK);
    assertThat(write(Fixture.ALICE, file, 0, 16_384)).isEqualTo(Status.OK);
    assertThat(write(Fixture.ALICE, file, 16_384, 1)).isEqualTo(Status.QUOTA_EXCEEDED);
    assertThat(write(Fixture.BOB, file, 16_384, 1))
        .as("the owner is charged, whoever writes")
        .isEqualTo(Status.QUOTA_EXCEEDED);
    assertThat(write(Credentials.ROOT, file, 16_384, 1)).isEqualTo(Status.OK);
    fixture.truncate(file, 0);
    assertThat(files.quotaUsage(fixture.tx, ALICE).space()).isZero();
    Fsck.check(fixture.tx);
  }

  @Test
  void aFileGivenToAGroupIsChargedToIt() {
    limit(SHARED, new QuotaLimits(4096, 0, 0, 0));
    long file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0644).id();
    write(Fixture.ALICE, file, 0, 8192);
    assertThat(chgrp(file)).isEqualTo(Status.QUOTA_EXCEEDED);
    fixture.truncate(file, 4096);
    assertThat(chgrp(file)).isEqualTo(Status.OK);
    assertThat(files.quotaUsage(fixture.tx, SHARED).space()).isEqualTo(4096);
    assertThat(files.quotaUsage(fixture.tx, QuotaKey.group(2001))).isEqualTo(QuotaUsage.NONE);
    Fsck.check(fixture.tx);
  }

  private Status chgrp(long file) {
    SetAttributes wanted =
        new SetAttributes(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.of(2003),
            OptionalLong.empty(),
            TimeChange.KEEP,
            TimeChange.KEEP);
    return fixture.run(() -> fixture.set(Fixture.ALICE, file, wanted));
  }

  @Test
  void softLimitsHaveAGraceTime() {
    limit(ALICE, new QuotaLimits(0, 0, 3, 1));
    assertThat(create("a")).isEqualTo(Status.OK);
    assertThat(create("b")).isEqualTo(Status.OK);
    fixture.tx.advance(FileLimits.DEFAULT.quotaGraceNanos() + 1);
    assertThat(create("c")).isEqualTo(Status.QUOTA_EXCEEDED);
    fixture.remove(Inode.ROOT, "a");
    assertThat(create("c")).isEqualTo(Status.OK);
  }

  @Test
  void aNewSoftLimitBelowTheUsageStartsTheGraceTime() {
    create("a");
    create("b");
    limit(ALICE, new QuotaLimits(0, 0, 0, 1));
    assertThat(files.quotaUsage(fixture.tx, ALICE).inodesOverSince()).isEqualTo(fixture.tx.now());
    limit(ALICE, QuotaLimits.NONE);
    assertThat(files.quotaUsage(fixture.tx, ALICE).inodesOverSince()).isZero();
    assertThat(files.quotaLimits(fixture.tx, ALICE)).isEqualTo(QuotaLimits.NONE);
    assertThat(fixture.tx.all(FileTables.LIMITS)).isEmpty();
  }
}
