package io.serai.processors.ledger;

import io.serai.api.call.Operation;
import io.serai.processors.prices.NanoDollars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Bookings to rows of SQL and back. */
final class BookingRows implements RowMapper<Booking> {

    static final BookingRows MAPPER = new BookingRows();

    private BookingRows() {}

    /** Writes rows, in the order of {@link LedgerSql#INSERT}: by JDBC itself, this is most of what shipping costs. */
    static void insert(Handle handle, List<Booking> bookings) {
        try (PreparedStatement insert = handle.getConnection().prepareStatement(LedgerSql.INSERT)) {
            for (Booking booking : bookings) {
                bind(insert, booking);
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            JdbiException refused = new UnableToExecuteStatementException("the rows of the ledger were refused");
            refused.initCause(e);
            throw refused;
        }
    }

    private static void bind(PreparedStatement insert, Booking booking) throws SQLException {
        Line line = booking.line();
        insert.setString(1, booking.call());
        insert.setInt(2, booking.step());
        insert.setString(3, booking.kind());
        insert.setString(4, line.request());
        insert.setInt(5, line.attempt());
        insert.setString(6, line.tenant());
        insert.setString(7, line.team());
        insert.setString(8, line.app());
        insert.setString(9, line.key());
        insert.setString(10, line.user());
        insert.setString(11, line.asked());
        insert.setString(12, line.provider());
        insert.setString(13, line.model());
        insert.setString(14, booking.operation());
        insert.setLong(15, line.at());
        insert.setLong(16, booking.bookedAt());
        insert.setLong(17, booking.amounts().input());
        insert.setLong(18, booking.amounts().output());
        insert.setLong(19, booking.amounts().cost().count());
        insert.setLong(20, booking.reserved().count());
        insert.setLong(21, booking.spent().count());
        insert.setLong(22, booking.saved().count());
        insert.setString(23, booking.cause());
        insert.setString(24, booking.price());
        insert.setString(25, booking.origin().node());
        insert.setLong(26, booking.origin().epoch());
        insert.setLong(27, booking.origin().sequence());
        insert.setLong(28, booking.digest());
    }

    @Override
    public Booking map(ResultSet row, StatementContext context) throws SQLException {
        String operation = row.getString("operation");
        return new Booking(
                row.getLong("id"),
                row.getString("call"),
                row.getInt("step"),
                row.getString("kind"),
                line(row, operation),
                operation,
                row.getLong("booked_at"),
                new Amounts(row.getLong("input"), row.getLong("output"), new NanoDollars(row.getLong("cost"))),
                new NanoDollars(row.getLong("reserved")),
                new NanoDollars(row.getLong("spent")),
                new NanoDollars(row.getLong("saved")),
                row.getString("cause"),
                row.getString("price"),
                new Booking.Origin(row.getString("node"), row.getLong("epoch"), row.getLong("seq")));
    }

    private static Line line(ResultSet row, String operation) throws SQLException {
        return new Line(
                row.getString("request"),
                row.getInt("attempt"),
                row.getString("tenant"),
                row.getString("team"),
                row.getString("app"),
                row.getString("key_id"),
                row.getString("user_id"),
                row.getString("asked"),
                row.getString("provider"),
                row.getString("model"),
                // A mutated row must be readable to be found
                Operation.of(operation).orElse(Operation.CHAT),
                Set.of(),
                row.getLong("at"));
    }
}
