package io.havenfs.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.cluster",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ClusterArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnTheModulesBelow =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.cluster..",
              "io.havenfs.quorum..",
              "io.havenfs.replication..",
              "io.havenfs.engine",
              "io.havenfs.host..",
              "io.netty.buffer..",
              "java..",
              "org.slf4j..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule planningIsPure =
      classes()
          .that()
          .resideInAPackage("io.havenfs.cluster.plan")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.cluster.plan",
              "io.havenfs.quorum.model",
              "io.havenfs.quorum.lease",
              "java.lang..",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "java.time",
              "org.jspecify..");

  @ArchTest
  static final ArchRule theAgentsStatesArePure =
      classes()
          .that()
          .haveSimpleNameStartingWith("Agent")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.cluster.agent",
              "io.havenfs.quorum.model",
              "java.lang..",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "org.jspecify..");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices().matching("io.havenfs.cluster.(*)..").should().beFreeOfCycles();
}
