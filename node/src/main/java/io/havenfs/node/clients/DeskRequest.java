package io.havenfs.node.clients;

/**
 * What an operator asks of clients. Empty texts stand for what is not said.
 *
 * @param service which service's
 * @param path which file's, from the root of the service
 * @param client which client's
 */
public record DeskRequest(String service, String path, String client) {}
