/**
 * Clients of all protocols and what they hold, for operators: {@link
 * io.havenfs.node.clients.ClientDesk} asks the rosters of one service that is served here and has
 * the engine decide what is taken from clients; {@link io.havenfs.node.clients.DeskRoutes} is the
 * same over the admin endpoint. It knows no cluster; {@code node.control} finds the node whose desk
 * to ask.
 */
@NullMarked
package io.havenfs.node.clients;

import org.jspecify.annotations.NullMarked;
