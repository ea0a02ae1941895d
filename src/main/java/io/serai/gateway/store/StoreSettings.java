package io.serai.gateway.store;

import io.serai.gateway.settings.SettingsReader;
import io.serai.processors.store.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Settings under {@code serai.database.}, and {@code serai.data}.
 *
 * @param data folder for what this node keeps: the embedded database, journals
 * @param url of JDBC, without user and password
 * @param user or empty
 * @param password or empty
 * @param connections at most
 * @param patience how long a statement waits for a connection, and the start for the database
 * @param outage how long callers are let in by what was last known of them while the database is away
 */
public record StoreSettings(
        Path data, String url, String user, String password, int connections, Duration patience, Duration outage) {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final String H2_MEMORY = "jdbc:h2:mem:";

    /**
     * H2 writes what is committed to the disk at once, and not up to half a second later (<a
     * href="https://h2database.com/html/commands.html#set_write_delay">WRITE_DELAY</a>); it is closed by us and not by a hook of its own,
     * which might run before the last lines are shipped.
     */
    private static final String DURABLE = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    /** Reads them, with what they point to. */
    public static StoreSettings read(SettingsReader in) {
        return read(in, System.getenv());
    }

    static StoreSettings read(SettingsReader in, Map<String, String> environment) {
        Path data = Path.of(in.text("data", "data").strip()).toAbsolutePath().normalize();
        return new StoreSettings(
                data,
                url(in, data),
                in.text("database.user", "").strip(),
                SecretReference.read(in, "database.password", environment),
                in.count("database.connections", 10),
                in.duration("database.patience", "2s"),
                in.duration("database.outage", "15m"));
    }

    private static String url(SettingsReader in, Path data) {
        String url = in.text("database.url", H2_FILE + data.resolve("serai")).strip();
        if (url.toLowerCase(Locale.ROOT).contains("password=") || url.contains("@")) {
            // Not repeated: it has a secret in it.
            throw in.wrong(
                    "database.url",
                    "must not contain the password; say serai.database.password=file:<path> or env:<name>");
        }
        if (url.startsWith(POSTGRESQL)) {
            return url;
        }
        if (url.startsWith(H2_FILE)) {
            return url + Schema.H2_OPTIONS + DURABLE;
        }
        if (url.startsWith(H2_MEMORY)) {
            return url + Schema.H2_OPTIONS + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";
        }
        throw in.wrong(
                "database.url",
                "expected " + POSTGRESQL + "//<host>/<database> or " + H2_FILE + "<path>, found '" + shown(url) + "'");
    }

    boolean isPostgres() {
        return url.startsWith(POSTGRESQL);
    }

    boolean isFile() {
        return url.startsWith(H2_FILE);
    }

    /** The URL without its options. */
    String shownUrl() {
        return shown(url);
    }

    private static String shown(String url) {
        return url.split("[?;]", 2)[0];
    }

    @Override
    public String toString() {
        return "StoreSettings[" + shownUrl() + "]";
    }
}
