package io.havenfs.node;

/** Which HavenFS this is. */
public final class BuildVersion {
  private static final String UNPACKAGED = "development";

  private BuildVersion() {}

  /** The version that the build wrote into the jar. */
  public static String current() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return version == null ? UNPACKAGED : version;
  }
}
