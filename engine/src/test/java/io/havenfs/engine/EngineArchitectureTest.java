package io.havenfs.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the engine's packages may know. */
@AnalyzeClasses(
    packages = "io.havenfs.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class EngineArchitectureTest {
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.havenfs.(engine.*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule decisionsArePure =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.havenfs.engine.acl..",
              "io.havenfs.engine.file..",
              "io.havenfs.engine.model..",
              "io.havenfs.engine.offload..",
              "io.havenfs.engine.reply..",
              "io.havenfs.engine.table..",
              "io.havenfs.engine.tx..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..",
              "java.util.random..",
              "java.util.concurrent..",
              "org.slf4j..",
              "org.rocksdb..",
              "io.havenfs.host.disk..",
              "io.havenfs.engine.core..",
              "io.havenfs.engine.log..",
              "io.havenfs.engine.store..",
              "io.havenfs.engine.data..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule aclsKnowOfNothingElse =
      noClasses()
          .that()
          .resideInAPackage("io.havenfs.engine.acl..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("io.havenfs.engine.acl..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule rocksDbStaysInTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.havenfs.engine.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.rocksdb..");
}
