package io.havenfs.node.config;

/** How clients that ask port 111 find the services. */
public enum RpcbindMode {
  /** Not at all: clients name the ports. */
  OFF,
  /** As {@link #SYSTEM} when a rpcbind runs on this machine, else as {@link #BUILTIN}. */
  AUTO,
  /** This process answers on port 111 itself. */
  BUILTIN,
  /** Registered with the machine's rpcbind. */
  SYSTEM
}
