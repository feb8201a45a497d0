package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.attr.Bitmap;

/**
 * The file that an OPEN found or made.
 *
 * @param inode the file
 * @param created whether this OPEN made it, so that its mode does not bind whoever opens it
 * @param attributes which attributes were set
 */
record OpenedFile(Inode inode, boolean created, Bitmap attributes) {}
