package io.serai.processors.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The tables {@code audit_event} and {@code audit_seal}, read as streams. */
public final class SqlAuditSource implements AuditSource {

    /** Drivers hand out rows by this many. */
    private static final int FETCHED = 2000;

    private static final String SPANS =
            """
            select chain, min(seq), max(seq) from audit_seal where at_ms >= ? and at_ms <= ? group by chain
            order by chain""";

    private static final String SEALS =
            """
            select chain, seq, first_row, last_row, previous_hash, head_hash, at_ms, key_id, signature
            from audit_seal where chain = ? and seq >= ? and seq <= ? order by seq""";

    private static final String ROWS =
            """
            select chain, seq, version, at_ms, principal, tenant, key_id, actor_role, action, kind,
              object_id, object_tenant, decision, address, request_id, details, hash
            from audit_event where chain = ? and seq >= ? and seq <= ? order by seq""";

    private static final String PRUNED =
            """
            select chain, seq, first_row, last_row, previous_hash, head_hash, at_ms, key_id, signature
            from audit_pruned""";

    // In one statement, because batches come in while it runs.
    private static final String STRAYS =
            """
            select e.chain, min(e.seq) from
              (select chain, min(seq) as seq from audit_event group by chain
               union all select chain, max(seq) as seq from audit_event group by chain) e
            left join (select chain, min(first_row) as low, max(last_row) as high from audit_seal group by chain) s
              on e.chain = s.chain
            where s.chain is null or e.seq < s.low or e.seq > s.high
            group by e.chain""";

    private final DataSource database;

    public SqlAuditSource(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Span> spans(long from, long until) throws SQLException {
        List<Span> spans = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SPANS)) {
            select.setLong(1, from);
            select.setLong(2, until);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    spans.add(new Span(result.getString(1), result.getLong(2), result.getLong(3)));
                }
            }
        }
        return spans;
    }

    @Override
    public void seals(Span span, Sink<Seal> sink) throws SQLException {
        read(SEALS, span.chain(), span.first(), span.last(), result -> sink.take(RowColumns.seal(result)));
    }

    @Override
    public void rows(String chain, long first, long last, Sink<StoredRow> sink) throws SQLException {
        read(ROWS, chain, first, last, result -> sink.take(RowColumns.row(result)));
    }

    private void read(String sql, String chain, long first, long last, Sink<ResultSet> sink) throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean usual = connection.getAutoCommit();
            // PostgreSQL's driver reads a whole result into memory at once unless it is in a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setFetchSize(FETCHED);
                select.setString(1, chain);
                select.setLong(2, first);
                select.setLong(3, last);
                try (ResultSet result = select.executeQuery()) {
                    while (result.next()) {
                        sink.take(result);
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(usual);
            }
        }
    }

    @Override
    public Map<String, Seal> pruned() throws SQLException {
        Map<String, Seal> pruned = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PRUNED);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                Seal kept = RowColumns.seal(result);
                pruned.put(kept.chain(), PrunedChain.named(kept));
            }
        }
        return pruned;
    }

    @Override
    public List<Stray> strays() throws SQLException {
        List<Stray> strays = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STRAYS);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                strays.add(new Stray(result.getString(1), result.getLong(2)));
            }
        }
        return strays;
    }
}
