package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** READDIR and READDIRPLUS. */
class ListingTest {
  private static final int PLENTY = 1 << 20;

  private final Fixture nfs = new Fixture();

  @Test
  void anEmptyDirectoryHasItselfAndItsParent() {
    FileHandle directory = nfs.mkdir(nfs.root, "d");
    Shown.Listing listing = readdir(directory, 0, PLENTY);

    assertThat(listing.names()).containsExactly(".", "..");
    assertThat(listing.entries().get(0).fileId()).isEqualTo(directory.fileId());
    assertThat(listing.entries().get(1).fileId()).isEqualTo(nfs.root.fileId());
    assertThat(listing.eof()).isTrue();
    assertThat(listing.verifier()).isZero();
  }

  @Test
  void plusShowsAttributesAndHandlesAsOtherProceduresDo() {
    FileHandle file = nfs.create(nfs.root, "file");
    FileHandle directory = nfs.mkdir(nfs.root, "d");
    readdir(nfs.root, 0, PLENTY); // moves the access time
    Shown.Listing listing = readdirplus(nfs.root, 0, PLENTY, PLENTY);

    assertThat(listing.names()).containsExactly(".", "..", "file", "d");
    List<FileHandle> handles = List.of(nfs.root, nfs.root, file, directory);
    for (int i = 0; i < handles.size(); i++) {
      assertThat(listing.entries().get(i).fh()).contains(handles.get(i));
      assertThat(listing.entries().get(i).attributes()).contains(nfs.getattr(handles.get(i)));
    }
  }

  @Test
  void aListingGoesOnWhereItStopped() {
    List<String> all = new ArrayList<>(List.of(".", ".."));
    for (int i = 0; i < 100; i++) {
      nfs.create(nfs.root, "file" + i);
      all.add("file" + i);
    }
    assertThat(names(300, false)).isEqualTo(all);
    assertThat(names(700, true)).isEqualTo(all);
  }

  @Test
  void whatIsThereThroughoutIsListedOnceWhateverHappensMeanwhile() {
    for (int i = 0; i < 50; i++) {
      nfs.create(nfs.root, "stays" + i);
      nfs.create(nfs.root, "goes" + i);
    }
    List<String> seen = new ArrayList<>();
    long cookie = 0;
    boolean eof = false;
    for (int round = 0; !eof; round++) {
      Shown.Listing listing = readdir(nfs.root, cookie, 300);
      seen.addAll(listing.names());
      cookie = listing.entries().getLast().cookie();
      eof = listing.eof();
      if (round < 50) {
        nfs.ok(Procedure3.REMOVE, Args.name(nfs.root, "goes" + round));
        nfs.create(nfs.root, "new" + round);
      }
    }
    for (int i = 0; i < 50; i++) {
      assertThat(seen).containsOnlyOnce("stays" + i);
    }
  }

  @Test
  void theBoundsAreKeptToTheByteAndUsedUp() {
    TreeSet<Integer> lengths = new TreeSet<>(List.of(1, 4, 5, 40, 255, 3, 90));
    lengths.forEach(length -> nfs.create(nfs.root, "x".repeat(length)));
    Seeded.run(
        200,
        random -> {
          int max = Generate.between(random, 520, 2500);
          boolean plus = random.nextBoolean();
          long cookie = random.nextInt(9);
          Shown.Listing some = list(cookie, max, plus);
          assertThat(some.bytes()).isLessThanOrEqualTo(max);
          if (!some.eof()) {
            int wanted = list(some.entries().getLast().cookie(), PLENTY, plus).bytes() - 104;
            int next = wanted - list(next(some), PLENTY, plus).bytes() + 104;
            assertThat(some.bytes() + next).as("room was left").isGreaterThan(max);
          }
        });
  }

  @Test
  void dirCountBoundsTheEntriesWithoutAttributes() {
    for (int i = 0; i < 10; i++) {
      nfs.create(nfs.root, "name" + i);
    }
    Shown.Listing listing = readdirplus(nfs.root, 0, 5 * 28 + 31, PLENTY);

    assertThat(listing.names()).hasSize(5);
    assertThat(listing.eof()).isFalse();
    assertThat(readdirplus(nfs.root, 0, 0, PLENTY).eof()).isTrue();
  }

  @Test
  void tooSmallForOneEntryIsAnError() {
    nfs.status(Nfsstat3.NFS3ERR_TOOSMALL, Procedure3.READDIR, Args.readdir(nfs.root, 0, 0, 20));
    nfs.status(
        Nfsstat3.NFS3ERR_TOOSMALL, Procedure3.READDIRPLUS, Args.readdirplus(nfs.root, 0, 9, 4096));
  }

  @Test
  void theEndOfADirectoryIsNotTooSmall() {
    Shown.Listing all = readdir(nfs.root, 0, PLENTY);

    assertThat(readdir(nfs.root, all.entries().getLast().cookie(), 104).eof()).isTrue();
  }

  @Test
  void cookiesOfAnotherServerAreRefused() {
    nfs.status(
        Nfsstat3.NFS3ERR_BAD_COOKIE, Procedure3.READDIR, Args.readdir(nfs.root, 5, 99, PLENTY));
    nfs.ok(Procedure3.READDIR, Args.readdir(nfs.root, 0, 99, PLENTY));
    nfs.status(
        Nfsstat3.NFS3ERR_BAD_COOKIE, Procedure3.READDIR, Args.readdir(nfs.root, -1, 0, PLENTY));
  }

  @Test
  void onlyDirectoriesThatMayBeReadAreListed() {
    FileHandle file = nfs.create(nfs.root, "file");
    FileHandle secret = nfs.mkdir(nfs.root, "secret");
    nfs.ok(Procedure3.SETATTR, Args.setattr(secret, out -> Args.mode(out, 0711)));
    nfs.as(Fixture.ALICE);

    nfs.status(Nfsstat3.NFS3ERR_NOTDIR, Procedure3.READDIR, Args.readdir(file, 0, 0, PLENTY));
    nfs.status(Nfsstat3.NFS3ERR_ACCES, Procedure3.READDIR, Args.readdir(secret, 0, 0, PLENTY));
  }

  @Test
  void aListingWaitsForTheSameClientsChanges() {
    nfs.create(nfs.root, "file");
    nfs.engine.hold();
    nfs.call(Procedure3.REMOVE, Args.name(nfs.root, "file"));
    MemoryCall plain = nfs.call(Procedure3.READDIR, Args.readdir(nfs.root, 0, 0, PLENTY));
    MemoryCall plus =
        nfs.call(Procedure3.READDIRPLUS, Args.readdirplus(nfs.root, 0, PLENTY, PLENTY));
    MemoryCall garbage = nfs.call(Procedure3.READDIR, out -> nfs.root.write(out));
    assertThat(plain.end()).isEqualTo(MemoryCall.End.OPEN);
    assertThat(plus.end()).isEqualTo(MemoryCall.End.OPEN);

    nfs.engine.release();
    assertThat(names(plain, false)).containsExactly(".", "..");
    assertThat(names(plus, true)).containsExactly(".", "..");
    assertThat(garbage.end()).isEqualTo(MemoryCall.End.GARBAGE_ARGS);
    assertThat(nfs.call(Procedure3.READDIR, Args.readdir(nfs.root, 0, 0, PLENTY)).end())
        .isEqualTo(MemoryCall.End.SENT);
  }

  @Test
  void aListingDoesNotWaitForContents() {
    FileHandle file = nfs.create(nfs.root, "file");
    nfs.engine.hold();
    MemoryCall write = nfs.call(Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, new byte[3]));
    assertThat(write.end()).isEqualTo(MemoryCall.End.OPEN);
    assertThat(readdir(nfs.root, 0, PLENTY).names()).contains("file");
    nfs.engine.release();
  }

  private static List<String> names(MemoryCall listing, boolean plus) {
    XdrReader results = listing.results();
    assertThat(results.int32()).isEqualTo(Nfsstat3.NFS3_OK.code());
    return Shown.listing(results, plus).names();
  }

  private Shown.Listing list(long cookie, int max, boolean plus) {
    return plus ? readdirplus(nfs.root, cookie, max, max) : readdir(nfs.root, cookie, max);
  }

  /** The cookie of the entry that follows a listing. */
  private long next(Shown.Listing listing) {
    return readdir(nfs.root, listing.entries().getLast().cookie(), PLENTY)
        .entries()
        .getFirst()
        .cookie();
  }

  private List<String> names(int max, boolean plus) {
    List<String> names = new ArrayList<>();
    Shown.Listing listing = list(0, max, plus);
    names.addAll(listing.names());
    while (!listing.eof()) {
      listing = list(listing.entries().getLast().cookie(), max, plus);
      names.addAll(listing.names());
    }
    return names;
  }

  private Shown.Listing readdir(FileHandle directory, long cookie, int count) {
    return Shown.listing(
        nfs.ok(Procedure3.READDIR, Args.readdir(directory, cookie, 0, count)), false);
  }

  private Shown.Listing readdirplus(FileHandle directory, long cookie, int dirCount, int max) {
    return Shown.listing(
        nfs.ok(Procedure3.READDIRPLUS, Args.readdirplus(directory, cookie, dirCount, max)), true);
  }
}
