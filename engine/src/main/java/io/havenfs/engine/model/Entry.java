package io.havenfs.engine.model;

/**
 * What a name in a directory stands for.
 *
 * @param fileId the object
 * @param cookie the entry's position in listings; stable for the life of the entry
 */
public record Entry(long fileId, long cookie) {}
