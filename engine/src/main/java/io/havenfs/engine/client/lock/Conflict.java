package io.havenfs.engine.client.lock;

/** Why a lock cannot be had: another holder's range. */
public record Conflict(int holder, LockRange range) {}
