package io.havenfs.replication;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.replication",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ReplicationArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnEngineAndHostOnly =
      classes()
          .that()
          .resideInAPackage("io.havenfs.replication..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.replication..",
              "io.havenfs.engine..",
              "io.havenfs.host..",
              "io.netty..",
              "java..",
              "org.slf4j..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule rolesHaveNoThreadsClocksOrSockets =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.havenfs.replication.primary..",
              "io.havenfs.replication.secondary..",
              "io.havenfs.replication.member..",
              "io.havenfs.replication.frame..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.concurrent.locks..",
              "io.netty.channel..",
              "java.net..",
              "java.nio.channels..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices().matching("io.havenfs.replication.(*)..").should().beFreeOfCycles();
}
