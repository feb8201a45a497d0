package io.havenfs.rpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.havenfs.rpc", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.havenfs.(rpc..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule DEPENDS_ON_NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.nfs..",
              "io.havenfs.engine..",
              "io.havenfs.node..",
              "io.havenfs.host..",
              "io.havenfs.cli..",
              "io.havenfs.bench..",
              "io.havenfs.testkit..");

  @ArchTest
  static final ArchRule XDR_KNOWS_ONLY_BUFFERS =
      noClasses()
          .that()
          .resideInAPackage("io.havenfs.rpc.xdr")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty.channel..", "io.havenfs.rpc", "io.havenfs.rpc.transport..");

  @ArchTest
  static final ArchRule PROGRAMS_SEE_NO_TRANSPORT =
      noClasses()
          .that()
          .resideInAPackage("io.havenfs.rpc")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty.channel..", "io.havenfs.rpc.transport..");
}
