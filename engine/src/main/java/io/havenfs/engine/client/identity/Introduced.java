package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.owner.Callback;
import io.havenfs.engine.client.owner.Introduction;

/** The answer to SETCLIENTID. */
public sealed interface Introduced {
  /** The client is to confirm this. */
  record Known(Introduction introduction) implements Introduced {}

  /** Somebody else, who is called there, has the name. */
  record InUse(Callback by) implements Introduced {}

  /** There is no room for one client more. */
  record TooMany() implements Introduced {}
}
