package io.havenfs.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.simulation",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class SimulationArchitectureTest {
  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.havenfs.simulation.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everythingFollowsFromTheSeed =
      noClasses()
          .that()
          .doNotHaveSimpleName("RunSeeds")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "identityHashCode", Object.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);
}
