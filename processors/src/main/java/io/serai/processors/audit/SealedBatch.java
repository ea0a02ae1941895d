package io.serai.processors.audit;

import java.util.List;

/** Rows that go to the store together, and the seal that is about just these. */
record SealedBatch(Seal seal, List<StoredRow> rows) {}
