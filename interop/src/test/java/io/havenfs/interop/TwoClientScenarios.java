package io.havenfs.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What two Linux clients see of each other on one folder; without locks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoClientScenarios {
  /** The longest that any step of these may take. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private final String version;
  @AutoClose private Lab lab;
  private UmlClient one;
  private UmlClient two;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  TwoClientScenarios(String version) {
    this.version = version;
  }

  @BeforeAll
  void start() {
    lab = Lab.open(getClass().getSimpleName());
    one = lab.client("guest1", version);
    two = lab.client("guest2", version);
  }

  @BeforeEach
  void clear() {
    one.scenario("shared.py", "clear").succeed(LIMIT);
  }

  /** What an operator's command prints; skips the test when the server is another one. */
  String havenfs(String... words) {
    assumeTrue(lab.server() instanceof HavenFsProcess, "another server has no such command");
    return ((HavenFsProcess) lab.server()).ask(words);
  }

  /** Where they are. */
  Lab lab() {
    return lab;
  }

  /** The first client. */
  UmlClient one() {
    return one;
  }

  /** The second client. */
  UmlClient two() {
    return two;
  }

  /** Runs a role on both clients at the same time. */
  void both(String... arguments) {
    Job first = one.scenario("shared.py", arguments);
    Job second = two.scenario("shared.py", arguments);
    first.succeed(LIMIT);
    second.succeed(LIMIT);
  }

  /** Runs a role on one client. */
  static void on(UmlClient client, String... arguments) {
    client.scenario("shared.py", arguments).succeed(LIMIT);
  }

  @Test
  void exclusiveCreationHasOneWinner() {
    both("create");
    on(one, "check_race");
  }

  @Test
  void mkdirHasOneWinner() {
    both("mkdir");
    on(one, "check_race");
  }

  @Test
  void linkHasOneWinner() {
    both("link");
    on(two, "check_race");
  }

  @Test
  void renameHasOneWinner() {
    on(one, "prepare", "files");
    both("rename");
    on(two, "check_race");
  }

  @Test
  void renameOfFoldersHasOneWinner() {
    on(two, "prepare", "folders");
    both("rename");
    on(one, "check_race");
  }

  @Test
  void unlinkHasOneWinner() {
    on(one, "prepare", "files");
    both("unlink");
    on(two, "check_race");
  }

  @Test
  void whatOneClosedTheOtherSeesOnOpening() {
    on(one, "publish");
    on(two, "republish");
    on(one, "reread");
  }
}
