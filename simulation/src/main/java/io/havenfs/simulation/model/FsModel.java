package io.havenfs.simulation.model;

import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.FsState.File;
import io.havenfs.testkit.history.Model;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The file system that clients are promised. Opens and locks never expire in it. */
public final class FsModel implements Model<FsState, Ask, Answer> {
  @Override
  public Optional<FsState> after(FsState state, Ask asked, Answer answer) {
    return switch (asked) {
      case Ask.Create create -> create(state, create, answer);
      case Ask.Open open -> open(state, open, answer);
      case Ask.Close close -> close(state, close, answer);
      case Ask.Lookup lookup -> lookup(state, lookup, answer);
      case Ask.Attributes attributes -> attributes(state, attributes, answer);
      case Ask.Names all ->
          expect(state, answer, Answer.names(List.copyOf(new TreeSet<>(state.names()))));
      case Ask.Read read -> read(state, read, answer);
      case Ask.Write write -> change(state, write.file(), answer, file -> file.written(write));
      case Ask.FirstWrite first -> Optional.of(first(state, first.write()));
      case Ask.Extend extend -> Optional.of(extend(state, extend));
      case Ask.Forget forget -> Optional.of(state.withoutTrustIn(forget.tags()));
      case Ask.Resize resize ->
          change(state, resize.file(), answer, file -> file.resized(resize.units()));
      case Ask.Commit commit -> change(state, commit.file(), answer, File::committed);
      case Ask.Remove remove -> remove(state, remove, answer);
      case Ask.Rename rename -> rename(state, rename, answer);
      case Ask.Link link -> link(state, link, answer);
      case Ask.Lock lock -> lock(state, lock, answer);
      case Ask.Unlock unlock -> unlock(state, unlock, answer);
      case Ask.HostAsk byHost -> HostLocks.after(state, byHost, answer);
    };
  }

  private static Optional<FsState> expect(FsState state, Answer answer, Answer expected) {
    return answer.equals(expected) ? Optional.of(state) : Optional.empty();
  }

  static Optional<FsState> expect(FsState state, Answer answer, Outcome expected) {
    return answer.outcome() == expected ? Optional.of(state) : Optional.empty();
  }

  private static Optional<FsState> create(FsState state, Ask.Create asked, Answer answer) {
    if (state.named(asked.name()) != null) {
      return expect(state, answer, Outcome.EXISTS);
    }
    if (answer.outcome() != Outcome.DONE || state.file(answer.file()) != null) {
      return Optional.empty();
    }
    File file = asked.opener().isEmpty() ? File.NEW : File.NEW.opened(asked.opener());
    return Optional.of(state.withName(asked.name(), answer.file()).withFile(answer.file(), file));
  }

  private static Optional<FsState> open(FsState state, Ask.Open asked, Answer answer) {
    Long id = state.named(asked.name());
    if (id == null) {
      return expect(state, answer, Outcome.NO_ENTRY);
    }
    File file = existing(state, id);
    return expect(state, answer, Answer.file(id))
        .map(same -> same.withFile(id, file.opened(asked.opener())));
  }

  private static File existing(FsState state, long id) {
    File file = state.file(id);
    if (file == null) {
      throw new IllegalStateException("a name of no file: " + state);
    }
    return file;
  }

  private static Optional<FsState> close(FsState state, Ask.Close asked, Answer answer) {
    File file = state.file(asked.file());
    if (file == null || answer.outcome() != Outcome.DONE) {
      return Optional.empty();
    }
    return Optional.of(
        state
            .withLocks(state.locks().without(asked.file(), asked.opener()))
            .withFile(asked.file(), file.closed(asked.opener())));
  }

  private static Optional<FsState> lookup(FsState state, Ask.Lookup asked, Answer answer) {
    Long id = state.named(asked.name());
    return id == null
        ? expect(state, answer, Outcome.NO_ENTRY)
        : expect(state, answer, Answer.file(id));
  }

  private static Optional<FsState> attributes(FsState state, Ask.Attributes asked, Answer answer) {
    File file = state.file(asked.file());
    if (file == null) {
      return expect(state, answer, Outcome.STALE);
    }
    return file.sized(answer.size())
        .filter(_ -> answer.equals(Answer.attributes(asked.file(), answer.size(), file.links())))
        .map(now -> state.withFile(asked.file(), now));
  }

  private static Optional<FsState> read(FsState state, Ask.Read asked, Answer answer) {
    File file = state.file(asked.file());
    if (file == null) {
      return expect(state, answer, Outcome.STALE);
    }
    return file.read(asked.from(), asked.count(), answer.units())
        .filter(_ -> answer.equals(Answer.units(answer.units())))
        .map(now -> state.withFile(asked.file(), now));
  }

  private static FsState first(FsState state, Ask.Write asked) {
    File file = state.file(asked.file());
    return file == null ? state : state.withFile(asked.file(), file.written(asked));
  }

  private static FsState extend(FsState state, Ask.Extend asked) {
    File file = state.file(asked.file());
    return file == null || file.units().size() >= asked.units()
        ? state
        : state.withFile(asked.file(), file.extended(asked.units()));
  }

  private interface FileChange {
    File of(File before);
  }

  private static Optional<FsState> change(
      FsState state, long id, Answer answer, FileChange change) {
    File file = state.file(id);
    if (file == null) {
      return expect(state, answer, Outcome.STALE);
    }
    return expect(state, answer, Outcome.DONE).map(same -> same.withFile(id, change.of(file)));
  }

  private static Optional<FsState> remove(FsState state, Ask.Remove asked, Answer answer) {
    return state.named(asked.name()) == null
        ? expect(state, answer, Outcome.NO_ENTRY)
        : expect(state, answer, Outcome.DONE).map(same -> unlinked(same, asked.name()));
  }

  private static FsState unlinked(FsState state, String name) {
    Long id = state.named(name);
    if (id == null) {
      return state;
    }
    File file = existing(state, id);
    return state.withoutName(name).withFile(id, file.withLinks(file.links() - 1));
  }

  private static Optional<FsState> rename(FsState state, Ask.Rename asked, Answer answer) {
    Long id = state.named(asked.from());
    if (id == null) {
      return expect(state, answer, Outcome.NO_ENTRY);
    }
    if (id.equals(state.named(asked.to()))) {
      return expect(state, answer, Outcome.DONE);
    }
    return expect(state, answer, Outcome.DONE)
        .map(same -> unlinked(same, asked.to()).withoutName(asked.from()).withName(asked.to(), id));
  }

  /** A file that is only open may, or may not, get a name again: no client relies on either. */
  private static Optional<FsState> link(FsState state, Ask.Link asked, Answer answer) {
    File file = state.file(asked.file());
    boolean exists = state.named(asked.name()) != null;
    if (answer.outcome() != Outcome.DONE) {
      boolean fits = (exists && answer.outcome() == Outcome.EXISTS) || refusable(file, answer);
      return fits ? Optional.of(state) : Optional.empty();
    }
    if (file == null || exists) {
      return Optional.empty();
    }
    return Optional.of(
        state
            .withName(asked.name(), asked.file())
            .withFile(asked.file(), file.withLinks(file.links() + 1)));
  }

  private static boolean refusable(@Nullable File file, Answer answer) {
    boolean missing = answer.outcome() == Outcome.STALE || answer.outcome() == Outcome.NO_ENTRY;
    return missing && (file == null || file.links() == 0);
  }

  private static Optional<FsState> lock(FsState state, Ask.Lock asked, Answer answer) {
    if (state.locks().bars(asked.file(), asked.unit(), asked.opener())) {
      return expect(state, answer, Outcome.DENIED);
    }
    return expect(state, answer, Outcome.DONE)
        .map(same -> same.withLocks(same.locks().with(asked.file(), asked.unit(), asked.opener())));
  }

  private static Optional<FsState> unlock(FsState state, Ask.Unlock asked, Answer answer) {
    return expect(state, answer, Outcome.DONE)
        .map(
            same ->
                same.withLocks(same.locks().without(asked.file(), asked.unit(), asked.opener())));
  }
}
