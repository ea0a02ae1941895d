package io.serai.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.gateway.settings.StartException;
import io.serai.processors.store.Database;
import io.serai.processors.store.Schema;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open database, with all tables as this version of the gateway wants them. */
public final class Store implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final StoreSettings settings;
    private final HikariDataSource pool;
    private final Database database;

    private Store(StoreSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
        this.database = new Database(pool);
    }

    /**
     * Connects, and brings the tables up to date; of several nodes that begin at once one does so, the others wait.
     *
     * @throws StartException in one line that names the setting, where the database is not there or its tables are not as expected
     */
    public static Store open(StoreSettings settings) {
        makeFolder(settings);
        HikariDataSource pool = pool(settings);
        try {
            Flyway.configure(Store.class.getClassLoader())
                    .dataSource(pool)
                    .locations(Schema.migrations(settings.url()))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            pool.close();
            throw new StartException("serai.database.url: the tables of " + settings.shownUrl()
                    + " can't be made or brought up to date: " + reason(e));
        }
        return new Store(settings, pool);
    }

    private static HikariDataSource pool(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("serai");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user().isEmpty() && !settings.isPostgres() ? "sa" : settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(Math.max(250, settings.patience().toMillis()));
        config.setValidationTimeout(Math.max(250, settings.patience().toMillis() / 2));
        config.setInitializationFailTimeout(Math.max(250, settings.patience().toMillis()));
        if (settings.isPostgres()) {
            config.addDataSourceProperty("ApplicationName", "serai");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            // In seconds: a server that has gone without a word is noticed.
            config.addDataSourceProperty(
                    "connectTimeout",
                    String.valueOf(Math.max(1, settings.patience().toSeconds())));
            config.addDataSourceProperty("socketTimeout", "60");
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            // The detail of an error repeats values.
            config.addDataSourceProperty("logServerErrorDetail", "false");
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StartException("serai.database.url: " + settings.shownUrl() + " can't be opened: " + reason(e));
        }
    }

    /** Whom the database belongs to, nobody else reads: it holds names, addresses and prices. */
    private static void makeFolder(StoreSettings settings) {
        try {
            if (!Files.isDirectory(settings.data())) {
                Files.createDirectories(settings.data(), ownerOnly());
            }
        } catch (IOException e) {
            throw new StartException("serai.data: the folder " + settings.data() + " can't be made: "
                    + e.getClass().getSimpleName());
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** What the driver says, on one line; the user and host are in it, the password never. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }

    public Database database() {
        return database;
    }

    /** For those who speak JDBC themselves. */
    public HikariDataSource source() {
        return pool;
    }

    /** The folder for what this node keeps. */
    public Path data() {
        return settings.data();
    }

    /** Closes all connections, and the database where it is embedded. */
    @Override
    public void close() {
        if (!settings.isPostgres()) {
            shutDown();
        }
        pool.close();
    }

    private void shutDown() {
        boolean down = false;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
            down = true;
        } catch (SQLException e) {
            if (down) {
                // The connection went with the database.
                return;
            }
            LOG.warn("Could not close the embedded database in order; it is repaired at the next start");
        }
    }
}
