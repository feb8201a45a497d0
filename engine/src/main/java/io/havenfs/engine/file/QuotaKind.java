package io.havenfs.engine.file;

/** Whose quota; the order is part of the stored format. */
public enum QuotaKind {
  USER,
  GROUP
}
