package io.serai.processors.audit;

import java.sql.SQLException;

/** Where sealed batches are kept for good. */
interface AuditStore {

    /** The number of the last seal of a chain, 0 where there is none. */
    long lastSeal(String chain) throws SQLException;

    /** Keeps the whole batch, or nothing of it. */
    void store(SealedBatch batch) throws SQLException;
}
