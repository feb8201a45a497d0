package io.havenfs.nfs.nfs3;

/** What serves a procedure; immutable and thread-safe. */
sealed interface Procedure permits ReadProcedure, ChangeProcedure {}
