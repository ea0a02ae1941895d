package io.serai.processors.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Lists the table {@code audit_event}. */
public final class SqlAuditReader implements AuditReader {

    private static final int MOST = 1000;

    // One statement for all filters, because texts of statements are never put together.
    private static final String SELECT =
            """
            select chain, seq, version, at_ms, principal, tenant, key_id, actor_role, action, kind,
              object_id, object_tenant, decision, address, request_id, details, hash
            from audit_event
            where at_ms >= ? and at_ms < ?
              and (? = '' or tenant = ? or object_tenant = ?)
              and (? = '' or principal = ?)
              and (? = '' or key_id = ?)
              and (? = '' or action = ?)
              and (? = '' or kind = ?)
              and (? = '' or object_id = ?)
              and (? = '' or decision = ?)
              and (? = '' or request_id = ?)
              and at_ms <= ?
              and (at_ms < ? or chain < ? or (chain = ? and seq < ?))
            order by at_ms desc, chain desc, seq desc
            fetch first ? rows only""";

    private final DataSource database;

    public SqlAuditReader(DataSource database) {
        this.database = database;
    }

    /** @throws IllegalStateException where the database does not answer */
    @Override
    public AuditPage list(AuditQuery query, String after, int limit) {
        Place place = Place.of(after);
        int size = Math.min(Math.max(limit, 1), MOST);
        List<AuditRow> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            bind(select, query, place, size + 1);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(RowColumns.row(result).shown());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log can't be read from the database", e);
        }
        if (rows.size() <= size) {
            return new AuditPage(rows, "");
        }
        List<AuditRow> shown = rows.subList(0, size);
        return new AuditPage(shown, Place.of(shown.get(size - 1)).text());
    }

    private static void bind(PreparedStatement select, AuditQuery query, Place place, int rows) throws SQLException {
        select.setLong(1, query.from());
        select.setLong(2, query.until());
        select.setString(3, query.tenant());
        select.setString(4, query.tenant());
        select.setString(5, query.tenant());
        int next = 6;
        for (String text : List.of(
                query.principal(),
                query.key(),
                query.action(),
                query.kind(),
                query.object(),
                query.decision(),
                query.request())) {
            select.setString(next++, text);
            select.setString(next++, text);
        }
        select.setLong(next++, place.at());
        select.setLong(next++, place.at());
        select.setString(next++, place.chain());
        select.setString(next++, place.chain());
        select.setLong(next++, place.number());
        select.setInt(next, rows);
    }

    /** Where a page ends. */
    private record Place(long at, String chain, long number) {

        private static final char MARK = '~';
        private static final Place BEGINNING = new Place(Long.MAX_VALUE, "", 0);

        static Place of(AuditRow row) {
            return new Place(row.at(), row.chain(), row.number());
        }

        static Place of(String text) {
            if (text.isEmpty()) {
                return BEGINNING;
            }
            int first = text.indexOf(MARK);
            int second = text.indexOf(MARK, first + 1);
            if (first < 0 || second < 0) {
                throw new IllegalArgumentException("a cursor is handed back as it was given");
            }
            try {
                return new Place(
                        Long.parseLong(text.substring(0, first)),
                        text.substring(second + 1),
                        Long.parseLong(text.substring(first + 1, second)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a cursor is handed back as it was given", e);
            }
        }

        String text() {
            return "" + at + MARK + number + MARK + chain;
        }
    }
}
