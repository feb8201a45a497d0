package io.havenfs.node.front;

import io.havenfs.node.config.LimitSettings;
import io.havenfs.node.config.ListenSettings;
import io.havenfs.node.config.NfsSettings;
import io.havenfs.node.exporting.ExportKeeper;
import io.havenfs.node.serving.Transports;
import io.havenfs.rpc.RpcProgram;
import java.util.function.UnaryOperator;

/**
 * How a service is offered.
 *
 * @param exports where the exports are written
 * @param nfs the protocols
 * @param limits what clients may occupy
 * @param listen where clients are served
 * @param residence whether those addresses come and go
 * @param rpcbind how clients that ask port 111 find the service
 * @param guard put before every program that is served
 */
public record FrontSettings(
    ExportKeeper.Source exports,
    NfsSettings nfs,
    LimitSettings limits,
    ListenSettings listen,
    Transports.Residence residence,
    Transports.Rpcbind rpcbind,
    UnaryOperator<RpcProgram> guard) {}
