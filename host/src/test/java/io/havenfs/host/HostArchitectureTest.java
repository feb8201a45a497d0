package io.havenfs.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.havenfs.host", importOptions = ImportOption.DoNotIncludeTests.class)
final class HostArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnNoOtherModule =
      classes()
          .that()
          .resideInAPackage("io.havenfs.host..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.host..",
              "io.netty.buffer..",
              "io.netty.util..",
              "java..",
              "org.slf4j..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule onlyTheLinuxPackageCallsNativeFunctions =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.havenfs.host.linux..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.foreign.Linker");

  @ArchTest
  static final ArchRule filesAreNotReadThroughInterruptibleChannels =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.channels.FileChannel");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices().matching("io.havenfs.host.(*)..").should().beFreeOfCycles();
}
