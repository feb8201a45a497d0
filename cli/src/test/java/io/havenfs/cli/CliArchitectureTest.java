package io.havenfs.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The command line stands on the daemon and the load generator, and on nothing below them. */
@AnalyzeClasses(packages = "io.havenfs.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class CliArchitectureTest {
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.havenfs.(cli..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingOfTheEngineIsTouched =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.havenfs.engine..", "org.rocksdb..", "io.netty.channel..");
}
