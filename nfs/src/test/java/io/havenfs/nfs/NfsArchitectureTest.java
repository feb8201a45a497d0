package io.havenfs.nfs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How the protocols stand to each other, and to the world. */
@AnalyzeClasses(packages = "io.havenfs.nfs", importOptions = ImportOption.DoNotIncludeTests.class)
final class NfsArchitectureTest {
  private static final String NFS3 = "io.havenfs.nfs.nfs3..";
  private static final String NFS4 = "io.havenfs.nfs.nfs4..";
  private static final String MOUNT = "io.havenfs.nfs.mount..";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.havenfs.nfs.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule version3KnowsNoOtherProtocol =
      noClasses()
          .that()
          .resideInAPackage(NFS3)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NFS4, MOUNT);

  @ArchTest
  static final ArchRule version4KnowsNoOtherProtocol =
      noClasses()
          .that()
          .resideInAPackage(NFS4)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NFS3, MOUNT);

  @ArchTest
  static final ArchRule mountKnowsNoOtherProtocol =
      noClasses()
          .that()
          .resideInAPackage(MOUNT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NFS3, NFS4);

  @ArchTest
  static final ArchRule theEnvironmentIsPassedIn =
      noClasses()
          .that()
          .resideInAnyPackage(NFS3, MOUNT, "io.havenfs.nfs.handle..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..", "java.nio.file..", "java.util.random..", "io.netty.channel..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule theEngineIsSeenThroughItsPort =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.engine.core..",
              "io.havenfs.engine.log..",
              "io.havenfs.engine.store..",
              "io.havenfs.engine.data..",
              "org.rocksdb..");
}
