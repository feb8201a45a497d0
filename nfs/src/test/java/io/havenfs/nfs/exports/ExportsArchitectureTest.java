package io.havenfs.nfs.exports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.nfs.exports",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ExportsArchitectureTest {
  @ArchTest
  static final ArchRule isPure =
      classes()
          .that()
          .resideInAPackage("io.havenfs.nfs.exports..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.nfs.exports..",
              "java.lang..",
              "java.util..",
              "java.nio.charset..",
              "java.net..",
              "java.io..",
              "org.jspecify..")
          .andShould()
          .onlyDependOnClassesThat()
          .doNotHaveFullyQualifiedName("java.lang.Thread");
}
