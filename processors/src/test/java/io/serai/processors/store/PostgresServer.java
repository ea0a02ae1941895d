package io.serai.processors.store;

import io.serai.processors.cluster.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM, on loopback, with a database for whoever asks. Ends with the JVM. */
final class PostgresServer {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final class Running {
        static final EmbeddedPostgres SERVER = start();
    }

    private PostgresServer() {}

    /** The URL of a new, empty database. */
    static String newDatabase() {
        String name = "serai" + NUMBER.incrementAndGet();
        try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Running.SERVER.getJdbcUrl("postgres", name);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(FreePorts.of(1).get(0))
                    // What is lost when the machine dies is of no interest to a test.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "300")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
