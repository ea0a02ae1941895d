package io.serai.processors.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Removes what is old from the audit log, whole seals at a time, and leaves a signed statement how far, from which the rest is verified as
 * before. Of each chain the newest seal stays, whatever its age: it says where the chain goes on.
 */
public final class AuditPruner {

    private static final String CHAINS = "select distinct chain from audit_seal where at_ms < ?";

    private static final String LAST_OLD =
            """
            select chain, seq, first_row, last_row, previous_hash, head_hash, at_ms, key_id, signature
            from audit_seal where chain = ? and at_ms < ?
              and seq < (select max(seq) from audit_seal where chain = ?)
            order by seq desc fetch first 1 rows only""";

    /** Also keeps other nodes from cutting the same chain until this is done. */
    private static final String FORGET = "delete from audit_pruned where chain = ?";

    private static final String INSERT =
            """
            insert into audit_pruned (chain, seq, first_row, last_row, previous_hash, head_hash, at_ms, key_id, signature)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String DELETE_ROWS = "delete from audit_event where chain = ? and seq <= ?";
    private static final String DELETE_SEALS = "delete from audit_seal where chain = ? and seq <= ?";

    private final DataSource database;
    private final SealSigner signer;
    private final Clock clock;

    public AuditPruner(DataSource database, SealSigner signer, Clock clock) {
        this.database = database;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Removes what was sealed longer ago.
     *
     * @return how many rows are gone
     * @throws SQLException where the database is away, or lets this user remove nothing; each chain is cut whole or not at all
     */
    public long prune(Duration keep) throws SQLException {
        long before = clock.millis() - keep.toMillis();
        long rows = 0;
        for (String chain : chains(before)) {
            rows += prune(chain, before);
        }
        return rows;
    }

    private List<String> chains(long before) throws SQLException {
        List<String> chains = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHAINS)) {
            select.setLong(1, before);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    chains.add(result.getString(1));
                }
            }
        }
        return chains;
    }

    private long prune(String chain, long before) throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean usual = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                update(connection, FORGET, chain);
                List<Seal> last = lastOld(connection, chain, before);
                if (last.isEmpty()) {
                    connection.rollback();
                    return 0;
                }
                insert(connection, PrunedChain.of(last.get(0), clock.millis(), signer));
                long rows = delete(connection, DELETE_ROWS, chain, last.get(0).last());
                delete(connection, DELETE_SEALS, chain, last.get(0).number());
                connection.commit();
                return rows;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(usual);
            }
        }
    }

    private static List<Seal> lastOld(Connection connection, String chain, long before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LAST_OLD)) {
            select.setString(1, chain);
            select.setLong(2, before);
            select.setString(3, chain);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? List.of(RowColumns.seal(result)) : List.of();
            }
        }
    }

    private static void insert(Connection connection, Seal pruned) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, PrunedChain.chain(pruned));
            insert.setLong(2, pruned.number());
            insert.setLong(3, pruned.first());
            insert.setLong(4, pruned.last());
            insert.setString(5, pruned.previous());
            insert.setString(6, pruned.head());
            insert.setLong(7, pruned.at());
            insert.setString(8, pruned.key());
            insert.setString(9, pruned.signature());
            insert.executeUpdate();
        }
    }

    private static void update(Connection connection, String sql, String chain) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, chain);
            update.executeUpdate();
        }
    }

    private static long delete(Connection connection, String sql, String chain, long upTo) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, chain);
            delete.setLong(2, upTo);
            return delete.executeLargeUpdate();
        }
    }
}
