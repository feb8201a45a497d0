package io.havenfs.engine.file;

import io.havenfs.engine.model.Inode;

/**
 * The outcome of creating a regular file.
 *
 * @param inode the file
 * @param created whether this request made it; false when it was there and {@link CreateMode}
 *     allowed that
 */
public record Created(Inode inode, boolean created) {}
