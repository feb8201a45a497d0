package io.havenfs.nfs.nlm;

import java.util.Optional;

/**
 * The procedures: what each asks for, in which form, and whether it must not be done twice. The
 * numbers 16 to 19 are nobody's.
 */
enum NlmProcedure {
  NULL(0, Form.CALL, false),
  TEST(1, Form.CALL, false),
  LOCK(2, Form.CALL, true),
  CANCEL(3, Form.CALL, true),
  UNLOCK(4, Form.CALL, true),
  GRANTED(5, Form.CALL, false),
  TEST_MSG(6, Form.MESSAGE, false),
  LOCK_MSG(7, Form.MESSAGE, true),
  CANCEL_MSG(8, Form.MESSAGE, true),
  UNLOCK_MSG(9, Form.MESSAGE, true),
  GRANTED_MSG(10, Form.MESSAGE, false),
  TEST_RES(11, Form.RESULT, false),
  LOCK_RES(12, Form.RESULT, false),
  CANCEL_RES(13, Form.RESULT, false),
  UNLOCK_RES(14, Form.RESULT, false),
  GRANTED_RES(15, Form.RESULT, false),
  SHARE(20, Form.CALL, true),
  UNSHARE(21, Form.CALL, true),
  NM_LOCK(22, Form.CALL, true),
  FREE_ALL(23, Form.CALL, false);

  /** How a result comes back. */
  enum Form {
    /** In the reply. */
    CALL,
    /** As a message to whoever asked. */
    MESSAGE,
    /** This is one. */
    RESULT
  }

  /** Numbers are below this. */
  static final int END = 24;

  /** From a request in the form of a message to the message with its result. */
  private static final int TO_RESULT = 5;

  private final int number;
  private final Form form;
  private final boolean remembered;

  NlmProcedure(int number, Form form, boolean remembered) {
    this.number = number;
    this.form = form;
    this.remembered = remembered;
  }

  static Optional<NlmProcedure> of(int number) {
    for (NlmProcedure each : values()) {
      if (each.number == number) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  int number() {
    return number;
  }

  boolean isMessage() {
    return form == Form.MESSAGE;
  }

  /** Whether what was answered is remembered, with the effect. */
  boolean isRemembered() {
    return remembered;
  }

  /** The number of the message with the result of this message. */
  int resultNumber() {
    return number + TO_RESULT;
  }
}
