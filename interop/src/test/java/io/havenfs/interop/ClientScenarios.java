package io.havenfs.interop;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What one Linux client does on a mount of one protocol version. Subclasses name the version.
 * Server and client stay up throughout, as they would in life.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientScenarios {
  static final Duration LIMIT = Duration.ofMinutes(4);

  private final String version;
  @AutoClose private Lab lab;
  private UmlClient client;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  ClientScenarios(String version) {
    this.version = version;
  }

  @BeforeAll
  void start() {
    lab = Lab.open(getClass().getSimpleName());
    client = lab.client("guest1", version);
  }

  UmlClient client() {
    return client;
  }

  @Test
  void names() {
    client.scenario("namespace.py", version).succeed(LIMIT);
  }

  @Test
  void attributes() {
    client.scenario("attributes.py", version).succeed(LIMIT);
  }

  @Test
  void contents() {
    client.scenario("contents.py", version).succeed(LIMIT);
  }

  @Test
  void directoriesThatChangeWhileListed() {
    client.scenario("directories.py", version).succeed(LIMIT);
  }

  @Test
  void buildOfASourceTree() {
    client.scenario("build.sh").succeed(LIMIT);
  }

  @Test
  void gitRepository() {
    client.scenario("git.sh").succeed(LIMIT);
  }

  @Test
  void sqliteDatabase() {
    client.scenario("sqlite.sh").succeed(LIMIT);
  }

  @Test
  void fioWithVerification() {
    client.scenario("fio.sh").succeed(LIMIT);
  }

  @Test
  void dbench() {
    client.scenario("dbench.sh").succeed(LIMIT);
  }

  @Test
  void rsync() {
    client.scenario("rsync.sh", version).succeed(LIMIT);
  }

  @Test
  void acls() {
    client.scenario("acl.sh", version).succeed(LIMIT);
  }
}
