package io.havenfs.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The parts that the root puts together do not know it, nor each other in circles. */
@AnalyzeClasses(packages = "io.havenfs.node", importOptions = ImportOption.DoNotIncludeTests.class)
final class NodeArchitectureTest {
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.havenfs.(node..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theRootIsKnownToNobody =
      noClasses()
          .that()
          .resideInAPackage("io.havenfs.node.*..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.havenfs.node", "io.havenfs.cli..", "io.havenfs.bench..");
}
