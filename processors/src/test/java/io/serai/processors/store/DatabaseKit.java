package io.serai.processors.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.processors.store.Database.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * A database of its own for a test class, with all tables: H2 in memory, or a real PostgreSQL. It can be away for a while, and tells
 * which statements it was sent.
 */
public final class DatabaseKit implements AutoCloseable {

    private final Kind kind;
    private final String url;
    private final HikariDataSource pool;
    /** A database in memory lives as long as somebody is connected. */
    private final Connection keeper;

    private final WatchedSource source;
    private final Database database;

    private DatabaseKit(Kind kind, String url) {
        this.kind = kind;
        this.url = url;
        this.pool = pool(url, 10);
        try {
            this.keeper = DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Flyway.configure()
                .dataSource(pool)
                .locations(Schema.migrations(url))
                .load()
                .migrate();
        this.source = new WatchedSource(pool);
        this.database = new Database(source);
    }

    /** A new database of a kind, with all tables and no rows but those of the migrations. */
    public static DatabaseKit fresh(Kind kind) {
        return new DatabaseKit(
                kind,
                switch (kind) {
                    case H2 -> "jdbc:h2:mem:" + UUID.randomUUID() + "" + Schema.H2_OPTIONS;
                    case POSTGRESQL -> PostgresServer.newDatabase();
                });
    }

    public Kind kind() {
        return kind;
    }

    public Database database() {
        return database;
    }

    /** What {@link #database()} stands on; honours {@link #goAway()}. */
    public DataSource source() {
        return source;
    }

    /** With user and password where there are any: for another process, say. */
    public String url() {
        return url;
    }

    /** Another pool on the same database, as another node would have it; the caller closes it. */
    public HikariDataSource newPool(int size) {
        return pool(url, size);
    }

    /** From now on nobody gets a connection. */
    public void goAway() {
        source.goAway();
    }

    public void comeBack() {
        source.comeBack();
    }

    /** All SQL that {@link #database()} has sent so far, oldest first. */
    public List<String> statements() {
        return source.statements();
    }

    /** Removes all rows but those of the migrations. */
    public void empty() {
        List<String> tables = new ArrayList<>(Jdbi.create(pool).withHandle(handle -> handle.createQuery(
                        """
                                select table_name from information_schema.tables
                                where table_schema = 'public' and table_name <> 'flyway_schema_history'
                                """)
                .mapTo(String.class)
                .list()));
        Jdbi.create(pool).useTransaction(handle -> {
            if (kind == Kind.H2) {
                handle.execute("set referential_integrity false");
                tables.forEach(table -> handle.execute("truncate table " + table));
                handle.execute("set referential_integrity true");
            } else {
                handle.execute("truncate table " + String.join(", ", tables));
            }
            handle.execute(
                    """
                    insert into tenant (id, name, status, version, created_at)
                    values ('ten_home', 'home', 'active', 1, current_timestamp)
                    """);
        });
    }

    @Override
    public void close() {
        try {
            keeper.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        pool.close();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }
}
