package io.havenfs.engine.acl;

/**
 * What an ACL says of the bits that somebody asks for; those in neither are not mentioned, which
 * grants nothing.
 */
public record Decision(int allowed, int denied) {}
