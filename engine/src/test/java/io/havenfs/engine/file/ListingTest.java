package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.testkit.seeded.Seeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ListingTest {
  /** A listing in pieces, as READDIR does it, of a directory that changes between the pieces. */
  private static final class Walk {
    private final Fixture fixture = new Fixture();
    private final RandomGenerator random;
    private final long directory = fixture.mkdir("d").id();
    private final long other = fixture.mkdir("e").id();
    private final Set<String> present = new HashSet<>();
    private final Map<String, Integer> seen = new HashMap<>();

    Walk(RandomGenerator random) {
      this.random = random;
    }

    private String name() {
      return "n" + random.nextInt(60);
    }

    void run() {
      for (int i = 0; i < 50; i++) {
        change();
      }
      Set<String> throughout = new HashSet<>(present);
      long cookie = 0;
      boolean more = true;
      while (more) {
        List<Long> piece = piece(cookie, 1 + random.nextInt(8));
        more = !piece.isEmpty();
        cookie = more ? piece.getLast() : cookie;
        for (int i = random.nextInt(6); i > 0 && more; i--) {
          change();
          throughout.retainAll(present);
        }
      }
      for (String name : throughout) {
        assertThat(seen).as("name that was there throughout").containsEntry(name, 1);
      }
      Fsck.check(fixture.tx);
    }

    private List<Long> piece(long after, int count) {
      List<Long> cookies = new ArrayList<>();
      fixture.files.list(
          fixture.tx,
          Credentials.ROOT,
          fixture.inode(directory),
          after,
          (key, entry) -> {
            assertThat(key.cookie()).isGreaterThan(Math.max(2, after));
            seen.merge(entry.name().toString(), 1, Integer::sum);
            cookies.add(key.cookie());
            return cookies.size() < count;
          });
      return cookies;
    }

    private void change() {
      String name = name();
      String to = name();
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          if (present.add(name)) {
            fixture.create(Credentials.ROOT, directory, name, 0644);
          }
        }
        case 2 -> {
          if (present.remove(name)) {
            fixture.remove(directory, name);
          }
        }
        case 3 -> {
          if (present.contains(name) && !name.equals(to)) {
            fixture.rename(directory, name, directory, to);
            present.remove(name);
            present.add(to);
          }
        }
        default -> {
          // Replaces, or adds, from elsewhere.
          fixture.create(Credentials.ROOT, other, "tmp", 0644);
          fixture.rename(other, "tmp", directory, to);
          present.add(to);
        }
      }
    }
  }

  @Test
  void neitherSkipsNorRepeatsWhatWasThereThroughout() {
    Seeded.run(150, random -> new Walk(random).run());
  }

  @Test
  void renamingWhatIsListedComesToAnEnd() {
    Fixture fixture = new Fixture();
    for (int i = 0; i < 10; i++) {
      fixture.create("f" + i);
    }
    long cookie = 0;
    int steps = 0;
    for (List<String> next = next(fixture, cookie); !next.isEmpty(); steps++) {
      assertThat(steps).isLessThan(10);
      cookie = Long.parseLong(next.get(0));
      fixture.rename(Inode.ROOT, next.get(1), Inode.ROOT, next.get(1) + ".old");
      next = next(fixture, cookie);
    }
    assertThat(steps).isEqualTo(10);
  }

  private static List<String> next(Fixture fixture, long after) {
    List<String> found = new ArrayList<>();
    fixture.files.list(
        fixture.tx,
        Credentials.ROOT,
        fixture.inode(Inode.ROOT),
        after,
        (key, entry) -> {
          found.add(Long.toString(key.cookie()));
          found.add(entry.name().toString());
          return false;
        });
    return found;
  }

  @Test
  void aListingEndsAtItsDirectory() {
    Fixture fixture = new Fixture();
    long first = fixture.mkdir("a").id();
    long second = fixture.mkdir("b").id();
    fixture.create(Credentials.ROOT, first, "x", 0644);
    fixture.create(Credentials.ROOT, second, "y", 0644);
    assertThat(fixture.list(first)).containsExactly("x");
    assertThat(fixture.list(second)).containsExactly("y");
  }

  @Test
  void listingNeedsReadPermissionAndADirectory() {
    Fixture fixture = new Fixture();
    Inode directory = fixture.mkdir(Fixture.ALICE, Inode.ROOT, "d", 0711);
    assertThat(list(fixture, directory)).isEqualTo(Status.ACCESS_DENIED);
    assertThat(list(fixture, fixture.create("f"))).isEqualTo(Status.NOT_DIRECTORY);
  }

  private static Status list(Fixture fixture, Inode inode) {
    return fixture.run(
        () -> fixture.files.list(fixture.tx, Fixture.BOB, inode, 0, (key, entry) -> true));
  }

  @Test
  void onlyCookiesThatWereGivenOutAreAccepted() {
    Fixture fixture = new Fixture();
    fixture.create("f");
    fixture.create("g");
    fixture.remove(Inode.ROOT, "g");
    for (long cookie : new long[] {0, 1, 2}) {
      assertThat(next(fixture, cookie)).containsExactly("3", "f");
    }
    assertThat(next(fixture, 4)).isEmpty();
    for (long cookie : new long[] {5, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      assertThat(fixture.run(() -> next(fixture, cookie))).isEqualTo(Status.BAD_COOKIE);
    }
  }
}
