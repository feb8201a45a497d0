package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations of three users beside the same ones on the machine's own file system: every
 * error number, and now and then every object's type, mode, links, owner, group and size, must be
 * the same.
 */
class LocalComparisonTest {
  private static final int STEPS = 500;
  private static final int DUMP_EVERY = 25;
  private static final List<Credentials> USERS =
      List.of(Credentials.ROOT, Fixture.ALICE, Fixture.ALICE, Fixture.BOB);
  private static final List<Integer> MODES =
      List.of(
          0777, 0777, 0755, 0700, 0070, 0007, 0770, 0711, 0555, 0444, 0644, 0222, 0, 01777, 01777,
          01770, 02777, 02770, 03777, 04755, 06755, 06745, 02745, 07777);
  private static final List<Integer> OWNERS = List.of(-1, 0, 1001, 1002);
  private static final List<Integer> GROUPS = List.of(-1, 0, 2001, 2002, 2003);
  private static final List<String> NAMES = List.of("a", "b", "c");

  @TempDir Path directory;

  private static String path(RandomGenerator random) {
    int depth = Generate.pick(random, List.of(1, 1, 2, 2, 2, 3));
    return Stream.generate(() -> Generate.pick(random, NAMES))
        .limit(depth)
        .collect(Collectors.joining("/"));
  }

  private static String mode(RandomGenerator random, int mask) {
    return Integer.toString(Generate.pick(random, MODES) & mask);
  }

  private static List<String> operation(RandomGenerator random) {
    String path = path(random);
    return switch (random.nextInt(22)) {
      case 0, 1, 2 -> List.of("create", path, mode(random, 07777));
      // mkdir(2) leaves out the set-id bits; a client's kernel does that before it asks.
      case 3, 4, 5 -> List.of("mkdir", path, mode(random, 01777));
      case 6 -> List.of("mkfifo", path, mode(random, 07777));
      case 7 -> List.of("symlink", path, "nowhere");
      case 8 -> List.of("link", path, path(random));
      case 9, 10, 11 -> List.of("rename", path, path(random));
      case 12 -> List.of("unlink", path);
      case 13 -> List.of("rmdir", path);
      case 14, 15 -> List.of("chmod", random.nextInt(8) == 0 ? "." : path, mode(random, 07777));
      case 16 -> chown(random, path);
      case 17 -> List.of("truncate", path, Integer.toString(random.nextInt(20_000)));
      case 18 -> List.of("write", path);
      case 19 -> List.of(Generate.pick(random, List.of("read", "list")), path);
      case 20 -> List.of("touch", path);
      default -> List.of("times", path, "1234567890");
    };
  }

  private static List<String> chown(RandomGenerator random, String path) {
    int uid = Generate.pick(random, OWNERS);
    // Changing neither reaches no server.
    int gid = uid == -1 ? 2003 : Generate.pick(random, GROUPS);
    return List.of("chown", path, Integer.toString(uid), Integer.toString(gid));
  }

  private static void run(RandomGenerator random, LocalFileSystem local) {
    Fixture fixture = new Fixture();
    fixture.chmod(Inode.ROOT, 0777);
    PathOperations ours = new PathOperations(fixture);
    local.perform(Credentials.ROOT, List.of("chown", ".", "0", "0"));
    local.perform(Credentials.ROOT, List.of("chmod", ".", "511"));
    for (int step = 0; step < STEPS; step++) {
      Credentials who = Generate.pick(random, USERS);
      List<String> operation = operation(random);
      if (!ours.isIncomparable(who, operation)) {
        assertThat(ours.perform(who, operation))
            .as("step %d: uid %d: %s", step, who.uid(), operation)
            .isEqualTo(local.perform(who, operation));
      }
      if (step % DUMP_EVERY == 0) {
        assertThat(ours.dump()).as("after step %d: %s", step, operation).isEqualTo(local.dump());
      }
    }
    assertThat(ours.dump()).isEqualTo(local.dump());
    Fsck.check(fixture.tx);
  }

  @Test
  void refusesAndAllowsWhatTheLocalFileSystemDoes() throws IOException {
    String obstacle = LocalFileSystem.obstacle();
    assumeTrue(obstacle.isEmpty(), obstacle);
    Path script = LocalFileSystem.script(directory);
    // Everybody must be able to reach the trees.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Seeded.run(
        40,
        (seed, random) -> {
          Path tree = Files.createDirectory(directory.resolve("tree-" + seed));
          try (LocalFileSystem local = new LocalFileSystem(script, tree)) {
            run(random, local);
          }
        });
  }
}
