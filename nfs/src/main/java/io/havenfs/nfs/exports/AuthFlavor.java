package io.havenfs.nfs.exports;

/** How a client may say who its users are; the values of {@code sec=}. */
public enum AuthFlavor {
  /** Not at all (AUTH_NONE): everybody is anonymous. */
  NONE,
  /** By numbers that are believed (AUTH_SYS). */
  SYS
}
