package io.havenfs.engine;

/** Bytes and objects of the service's storage, the log's reserve already taken off what is free. */
public record Capacity(
    long totalBytes, long freeBytes, long availableBytes, long totalFiles, long freeFiles) {}
