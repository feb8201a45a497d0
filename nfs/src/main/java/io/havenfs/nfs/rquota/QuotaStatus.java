package io.havenfs.nfs.rquota;

/** {@code qr_status}. */
enum QuotaStatus {
  OK(1),
  NO_QUOTA(2),
  NOT_PERMITTED(3);

  private final int code;

  QuotaStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
