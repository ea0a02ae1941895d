package io.serai.processors.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Adds sealed batches to the tables {@code audit_event} and {@code audit_seal}. */
public final class SqlAuditStore implements AuditStore {

    private static final String INSERT_ROW =
            """
            insert into audit_event (chain, seq, version, at_ms, principal, tenant, key_id, actor_role, action, kind,
              object_id, object_tenant, decision, address, request_id, details, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_SEAL =
            """
            insert into audit_seal (chain, seq, first_row, last_row, previous_hash, head_hash, at_ms, key_id, signature)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String LAST_SEAL = "select coalesce(max(seq), 0) from audit_seal where chain = ?";

    private final DataSource database;

    public SqlAuditStore(DataSource database) {
        this.database = database;
    }

    @Override
    public long lastSeal(String chain) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LAST_SEAL)) {
            select.setString(1, chain);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    @Override
    public void store(SealedBatch batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean usual = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                insertRows(connection, batch);
                insertSeal(connection, batch.seal());
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(usual);
            }
        }
    }

    private static void insertRows(Connection connection, SealedBatch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ROW)) {
            for (StoredRow row : batch.rows()) {
                insert.setString(1, row.chain());
                insert.setLong(2, row.number());
                insert.setInt(3, row.version());
                insert.setLong(4, row.at());
                insert.setString(5, row.principal());
                insert.setString(6, row.tenant());
                insert.setString(7, row.key());
                insert.setString(8, row.role());
                insert.setString(9, row.action());
                insert.setString(10, row.kind());
                insert.setString(11, row.object());
                insert.setString(12, row.objectTenant());
                insert.setString(13, row.decision());
                insert.setString(14, row.address());
                insert.setString(15, row.request());
                insert.setString(16, row.details());
                insert.setString(17, row.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void insertSeal(Connection connection, Seal seal) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_SEAL)) {
            insert.setString(1, seal.chain());
            insert.setLong(2, seal.number());
            insert.setLong(3, seal.first());
            insert.setLong(4, seal.last());
            insert.setString(5, seal.previous());
            insert.setString(6, seal.head());
            insert.setLong(7, seal.at());
            insert.setString(8, seal.key());
            insert.setString(9, seal.signature());
            insert.executeUpdate();
        }
    }
}
