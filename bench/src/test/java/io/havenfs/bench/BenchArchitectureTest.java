package io.havenfs.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers of the package's page. */
@AnalyzeClasses(packages = "io.havenfs.bench", importOptions = ImportOption.DoNotIncludeTests.class)
final class BenchArchitectureTest {
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.havenfs.(bench..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule callsAndWorksAreMadeOfBytesAlone =
      noClasses()
          .that()
          .resideInAnyPackage("io.havenfs.bench.protocol", "io.havenfs.bench.work")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.rpc.transport..",
              "io.havenfs.rpc.client..",
              "io.netty.channel..",
              "java.io..",
              "java.nio.file..",
              "java.net..",
              "java.util.concurrent..")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule worksKnowNoVersion =
      noClasses()
          .that()
          .resideInAPackage("io.havenfs.bench.work")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("io\\.havenfs\\.bench\\.protocol\\.Nfs.*");
}
