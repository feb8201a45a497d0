package io.havenfs.nfs.nfs4;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.nfs.nfs4",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class Nfs4ArchitectureTest {
  private static final String ROOT = "io.havenfs.nfs.nfs4.";

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatOperationsShareKnowsNoOperation =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("words")
          .definedBy(ROOT + "proto")
          .layer("machinery")
          .definedBy(ROOT + "compound")
          .layer("shared")
          .definedBy(ROOT + "attr", ROOT + "pseudo")
          .layer("operations")
          .definedBy(ROOT + "file", ROOT + "extend", ROOT + "copy", ROOT + "state")
          .layer("whole")
          .definedBy("io.havenfs.nfs.nfs4")
          .whereLayer("whole")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("operations")
          .mayOnlyBeAccessedByLayers("whole")
          .whereLayer("shared")
          .mayOnlyBeAccessedByLayers("operations", "whole")
          .whereLayer("machinery")
          .mayOnlyBeAccessedByLayers("shared", "operations", "whole");

  @ArchTest
  static final ArchRule theEnvironmentIsPassedIn =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.util.random..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread");
}
