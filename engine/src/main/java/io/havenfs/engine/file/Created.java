package io.havenfs.engine.file;

import io.havenfs.engine.model.Inode;

/**
 * The outcome of creating a regular file.
 *
 * @param inode the file
 * @param created whether this request, or an earlier sending of it with the same exclusive
 *     verifier, made it; false when it was there already
 */
public record Created(Inode inode, boolean created) {}
