package io.serai.processors.store;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;

/**
 * What a failed statement means, by its SQLSTATE (<a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL</a>)
 * or H2's error code (<a href="https://h2database.com/javadoc/org/h2/api/ErrorCode.html">ErrorCode</a>).
 */
final class Faults {

    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final String DUPLICATE = "23505";

    /** Something still refers to the row, or the row to nothing (the second is H2's). */
    private static final Set<String> REFERENCE = Set.of("23503", "23506");

    /** The class of errors in the data itself: too long, a NUL in PostgreSQL. */
    private static final String DATA = "22";

    /** Too many connections, given up, shutting down, crashed, starting, no lock in time (the last is H2's as well). */
    private static final Set<String> AWAY =
            Set.of("53300", "57014", "57P01", "57P02", "57P03", "57P05", "55P03", "53100", "53200", "HYT00");

    /** H2: connection broken, database closed, closing, in use by another process, out of memory. */
    private static final Set<Integer> AWAY_IN_H2 = Set.of(90_067, 90_098, 90_121, 90_020, 90_108, 90_007);

    /** Deadlock, not serialisable. */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01");

    /** H2: somebody else has changed the row since. */
    private static final int CONCURRENT_UPDATE_IN_H2 = 90_131;

    private Faults() {}

    static boolean isContention(Throwable failure) {
        return sql(failure)
                .filter(e -> CONTENTION.contains(state(e)) || e.getErrorCode() == CONCURRENT_UPDATE_IN_H2)
                .isPresent();
    }

    static RuntimeException translated(Throwable failure) {
        Optional<SQLException> sql = sql(failure);
        if (failure instanceof ConnectionException || sql.filter(Faults::isAway).isPresent() || isContention(failure)) {
            return overloaded(failure);
        }
        String state = sql.map(Faults::state).orElse("");
        if (state.equals(DUPLICATE)) {
            return new DuplicateException();
        }
        if (REFERENCE.contains(state)) {
            return new ReferenceException();
        }
        if (state.startsWith(DATA)) {
            return new CallerException(
                    ErrorKind.CALLER_BAD_REQUEST,
                    "A value is too long, out of range, or has characters that can't be kept.");
        }
        return new GatewayException(
                ErrorKind.GATEWAY_INTERNAL,
                "The gateway's database refused a statement (SQLSTATE " + state + ").",
                failure);
    }

    private static RuntimeException overloaded(Throwable failure) {
        return new GatewayException(
                        ErrorKind.GATEWAY_OVERLOADED, "The gateway's database can't be reached at the moment.", failure)
                .withRetryAfter(RETRY_AFTER);
    }

    private static boolean isAway(SQLException e) {
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTimeoutException
                || e instanceof SQLRecoverableException
                || state(e).startsWith("08")
                || AWAY.contains(state(e))
                || AWAY_IN_H2.contains(e.getErrorCode());
    }

    private static Optional<SQLException> sql(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
