/**
 * What the protocols share: the service they serve ({@link io.havenfs.nfs.service.NfsContext}), its
 * identity towards clients, and an export as one caller sees it. Who may use it is decided behind
 * the port {@link io.havenfs.nfs.service.Admission}.
 */
@NullMarked
package io.havenfs.nfs.service;

import org.jspecify.annotations.NullMarked;
