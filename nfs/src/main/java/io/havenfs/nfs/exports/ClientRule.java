package io.havenfs.nfs.exports;

/**
 * What holds for some clients of an export.
 *
 * @param client to whom it applies
 * @param options how they may use the export
 */
public record ClientRule(ClientPattern client, ExportOptions options) {}
