package io.havenfs.node.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.havenfs.node.config",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ConfigArchitectureTest {
  @ArchTest
  static final ArchRule knowsOnlyLimitsAndExportsOfOtherModules =
      classes()
          .that()
          .resideInAPackage("io.havenfs.node.config..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.havenfs.node.config..",
              "io.havenfs.nfs.exports..",
              "io.havenfs.rpc.transport..",
              "io.havenfs.engine.core..",
              "io.havenfs.engine.file..",
              "io.havenfs.engine.log..",
              "io.havenfs.engine.store..",
              "io.havenfs.node.control..",
              "io.havenfs.quorum.model..",
              "org.yaml.snakeyaml..",
              "java..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule yamlStaysInTheReaders =
      noClasses()
          .that()
          .haveSimpleNameNotContaining("YamlSection")
          .and()
          .haveSimpleNameNotContaining("SettingsReader")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml.snakeyaml..");
}
