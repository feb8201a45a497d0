package io.havenfs.cli;

import io.havenfs.node.HavenServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What signals mean to a server: SIGTERM and SIGINT drain it and end the process with exit code 0,
 * SIGHUP reads the exports again.
 */
final class ServerSignals {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSignals.class);

  private ServerSignals() {}

  static void attach(HavenServer server) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server), "havenfs-shutdown"));
    onHangup(server::reloadExports);
  }

  private static void drain(HavenServer server) {
    try {
      server.close();
      Runtime.getRuntime().halt(ExitCode.OK);
    } catch (IOException | RuntimeException e) {
      LOG.error("not stopped cleanly", e);
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  /**
   * The JDK has no supported way to handle SIGHUP but {@code sun.misc.Signal}, which the compiler
   * will not let through without a warning; hence reflection.
   */
  private static void onHangup(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              ServerSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> handle(self, method, arguments, action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.warn("SIGHUP cannot be handled here and will end the server: {}", e.toString());
    }
  }

  private static Object handle(Object self, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        action.run();
        yield self;
      }
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "exports reload on SIGHUP";
    };
  }
}
