package io.serai.processors.store;

import io.serai.api.error.GatewayException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/**
 * The one door to SQL: H2 or PostgreSQL, behind any {@link DataSource}. Statements are constants with bound parameters. A database that
 * is away, overloaded or slow is {@code gateway_overloaded} (HTTP 503 with {@code Retry-After}), whoever asked: it says nothing about a
 * caller. Thread-safe.
 */
public final class Database {

    /** What SQL it understands, where that must differ. */
    public enum Kind {
        H2,
        POSTGRESQL
    }

    /** A statement that takes longer is given up. */
    private static final int STATEMENT_SECONDS = 10;

    /** How often a transaction is tried that another one stood in the way of. */
    private static final int TRIES = 4;

    private final DataSource source;
    private final Jdbi jdbi;
    private volatile @Nullable Kind kind;

    public Database(DataSource source) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        jdbi.getConfig(SqlStatements.class).setQueryTimeout(STATEMENT_SECONDS);
        // What was bound is nobody's business who reads a log.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /**
     * Which one it is; asked of the database once.
     *
     * @throws GatewayException where it is away
     */
    public Kind kind() {
        Kind known = kind;
        if (known == null) {
            known = askKind();
            kind = known;
        }
        return known;
    }

    private Kind askKind() {
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
            return product.contains("postgresql") ? Kind.POSTGRESQL : Kind.H2;
        } catch (SQLException e) {
            throw Faults.translated(e);
        }
    }

    /**
     * Does all of the work or nothing of it. The work is done again from its beginning where another transaction stood in its way, so that
     * it may have no other effects.
     *
     * @throws GatewayException {@code gateway_overloaded} where the database is away, {@code gateway_internal} where it refuses a statement
     * @throws DuplicateException where a row with the same key is there already
     * @throws ReferenceException where a row refers to one that is not there, or goes while others refer to it
     * @throws io.serai.api.error.CallerException where a value can't be kept, such as one that is too long
     */
    public <T extends @Nullable Object> T inTransaction(HandleCallback<T, RuntimeException> work) {
        for (int tries = 1; ; tries++) {
            try {
                return jdbi.inTransaction(work);
            } catch (JdbiException e) {
                if (tries == TRIES || !Faults.isContention(e)) {
                    throw Faults.translated(e);
                }
            }
        }
    }

    /** The same for work without a result. */
    public void useTransaction(HandleConsumer<RuntimeException> work) {
        this.<@Nullable Void>inTransaction(handle -> {
            work.useHandle(handle);
            return null;
        });
    }

    /**
     * Reads, each statement by itself.
     *
     * @throws GatewayException as {@link #inTransaction}
     */
    public <T extends @Nullable Object> T read(HandleCallback<T, RuntimeException> work) {
        try (Handle handle = jdbi.open()) {
            return work.withHandle(handle);
        } catch (JdbiException e) {
            throw Faults.translated(e);
        }
    }
}
