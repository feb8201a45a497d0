package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathFinderTest {
  private final Fixture fixture = new Fixture();

  @Test
  void pathsAreFoundAcrossRenames() {
    Inode top = fixture.mkdir("top");
    Inode below = fixture.mkdir(Credentials.ROOT, top.id(), "below", 0755);
    Inode deep = fixture.create(Credentials.ROOT, below.id(), "deep", 0644);
    Inode shallow = fixture.create("shallow");
    Set<Long> wanted = Set.of(deep.id(), shallow.id(), Inode.ROOT, 4711L);
    assertThat(find(wanted, 100))
        .isEqualTo(Map.of(deep.id(), "/top/below/deep", shallow.id(), "/shallow", Inode.ROOT, "/"));
    fixture.rename(top.id(), "below", Inode.ROOT, "moved");
    assertThat(find(Set.of(deep.id()), 100)).containsValue("/moved/deep");
  }

  @Test
  void whatHasNoNameOrLiesBeyondTheLimitIsNotFound() {
    Inode file = fixture.create("f");
    fixture.open.add(file.id());
    fixture.remove(Inode.ROOT, "f");
    Inode other = fixture.create("g");
    assertThat(find(Set.of(file.id()), 100)).isEmpty();
    fixture.create("a");
    assertThat(find(Set.of(other.id()), 1)).isEmpty();
  }

  private Map<Long, String> find(Set<Long> files, int limit) {
    return new PathFinder(fixture.tx, limit).find(files);
  }
}
