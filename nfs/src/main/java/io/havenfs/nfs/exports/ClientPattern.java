package io.havenfs.nfs.exports;

import java.net.InetAddress;
import java.util.Locale;

/** To whom an export applies. {@code toString} is the form of exports(5). */
public sealed interface ClientPattern {
  /**
   * How specific the pattern is; when several match, the smallest decides. Within a class (host,
   * network, name pattern) what leaves less open comes first.
   */
  int rank();

  /** Every client: {@code *}. */
  record Anyone() implements ClientPattern {
    @Override
    public int rank() {
      return Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
      return "*";
    }
  }

  /** A host by name, which stands for the addresses that the name has when it is resolved. */
  record Host(String name) implements ClientPattern {
    public Host {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Hosts whose name matches a pattern of {@code *}, {@code ?} and {@code [...]}. */
  record Names(NamePattern pattern) implements ClientPattern {
    private static final int RANK = 2000;

    @Override
    public int rank() {
      return RANK - pattern.literals();
    }

    @Override
    public String toString() {
      return pattern.text();
    }
  }

  /** An address, or all addresses that share a prefix with it. */
  record Network(AddressPrefix prefix) implements ClientPattern {
    private static final int RANK = 1000;

    @Override
    public int rank() {
      return prefix.isSingle() ? 0 : RANK - prefix.length();
    }

    /** Whether the address is in the network. */
    public boolean contains(InetAddress address) {
      return prefix.contains(address);
    }

    @Override
    public String toString() {
      return prefix.toString();
    }
  }
}
