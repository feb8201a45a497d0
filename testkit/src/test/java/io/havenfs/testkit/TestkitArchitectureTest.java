package io.havenfs.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.testkit",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class TestkitArchitectureTest {
  @ArchTest
  static final ArchRule standsOnHostAlone =
      classes()
          .that()
          .resideInAPackage("io.havenfs.testkit..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.testkit..",
              "io.havenfs.host..",
              "io.netty.buffer..",
              "io.netty.util..",
              "java..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices().matching("io.havenfs.testkit.(*)..").should().beFreeOfCycles();
}
