package io.havenfs.quorum;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.quorum",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class QuorumArchitectureTest {
  @ArchTest
  static final ArchRule modelMachineAndLeasesArePure =
      classes()
          .that()
          .resideInAnyPackage(
              "io.havenfs.quorum.model..",
              "io.havenfs.quorum.machine..",
              "io.havenfs.quorum.lease..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.quorum.model..",
              "io.havenfs.quorum.machine..",
              "io.havenfs.quorum.lease..",
              "java.lang",
              "java.lang.runtime",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "java.time",
              "org.jspecify..");

  @ArchTest
  static final ArchRule pureMeansNoClockNoThreadNoChance =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.havenfs.quorum.model..",
              "io.havenfs.quorum.machine..",
              "io.havenfs.quorum.lease..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock");

  @ArchTest
  static final ArchRule ratisIsImportedInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.havenfs.quorum.raft..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.ratis..");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices().matching("io.havenfs.quorum.(*)..").should().beFreeOfCycles();
}
