package io.havenfs.engine.connection;

import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The table of connections: id 60. Stateless. */
public final class ConnectionTable {
  /** Connections remembered; those beyond are not. */
  public static final int MAX_CONNECTIONS = 10_000;

  private static final Table<Connection, Long> CONNECTIONS =
      new Table<>(60, "connections", new ConnectionCodec(), Codec.LONG, Residence.RESIDENT);

  private ConnectionTable() {}

  /** All of them, for the engine that has to know its tables. */
  public static List<Table<?, ?>> tables() {
    return List.of(CONNECTIONS);
  }

  /** Remembers a connection, since now. */
  public static void remember(Transaction tx, Connection connection) {
    tx.put(CONNECTIONS, connection, tx.now());
  }

  /** Forgets a connection. */
  public static void forget(Transaction tx, Connection connection) {
    tx.delete(CONNECTIONS, connection);
  }

  /** All that are remembered. */
  public static List<Connection> all(View view) {
    List<Connection> all = new ArrayList<>();
    view.scan(
        CONNECTIONS,
        Connection.FIRST,
        (connection, _) -> {
          all.add(connection);
          return all.size() < MAX_CONNECTIONS;
        });
    return all;
  }

  private static final class ConnectionCodec implements Codec<Connection> {
    @Override
    public void encode(Connection value, ByteBuf out) {
      encode(value.client(), value.clientPort(), out);
      encode(value.service(), value.servicePort(), out);
    }

    private static void encode(ClientAddress address, int port, ByteBuf out) {
      out.writeLong(address.high()).writeLong(address.low()).writeShort(port);
    }

    @Override
    public Connection decode(ByteBuf in) {
      ClientAddress client = new ClientAddress(in.readLong(), in.readLong());
      int clientPort = in.readUnsignedShort();
      ClientAddress service = new ClientAddress(in.readLong(), in.readLong());
      return new Connection(client, clientPort, service, in.readUnsignedShort());
    }
  }
}
