package io.havenfs.engine.file;

/** What setting an extended attribute expects of an older value (RFC 8276 §8.4.2). */
public enum XattrMode {
  EITHER,
  CREATE,
  REPLACE
}
