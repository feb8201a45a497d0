package io.havenfs.engine.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.engine.client",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ClientArchitectureTest {
  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.havenfs.engine.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theEnvironmentIsPassedIn =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.time.chrono..")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);
}
