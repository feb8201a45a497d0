package io.havenfs.engine.model;

/** One line of a directory listing: a name and the object it stands for. */
public record NamedEntry(Name name, long fileId) {}
