package io.havenfs.engine.file;

/** When reading moves a file's access time. */
public enum AccessTimes {
  /** When it is not newer than the last change, or a day old. */
  RELATIVE,
  /** Never. */
  NEVER
}
