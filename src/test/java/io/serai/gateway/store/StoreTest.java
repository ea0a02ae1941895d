package io.serai.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.SettingsReader.Found;
import io.serai.gateway.settings.StartException;
import io.serai.processors.cluster.FreePorts;
import io.serai.processors.store.Database;
import io.serai.processors.store.Database.Kind;
import io.serai.processors.store.DatabaseKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F23: nothing has a secret that nobody set. */
class StoreTest {

    @TempDir
    private Path folder;

    private StoreSettings settings(String... keysAndValues) {
        Map<String, Found> table = new TreeMap<>();
        table.put("data", new Found(folder.resolve("data").toString(), "gateway.properties:1"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            table.put(keysAndValues[i], new Found(keysAndValues[i + 1], "gateway.properties:2"));
        }
        SettingsReader in = new SettingsReader(table);
        StoreSettings settings = StoreSettings.read(in, Map.of("PGPASS", "from the environment"));
        in.refuseRest();
        return settings;
    }

    private static long tenants(Database database) {
        return database.read(handle -> handle.createQuery("select count(*) from tenant")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void open_nothingSaid_isAFileForItsOwnerThatLasts() throws Exception {
        StoreSettings settings = settings();
        try (Store store = Store.open(settings)) {
            store.database()
                    .useTransaction(
                            handle -> handle.execute(
                                    """
                            insert into tenant (id, name, status, version, created_at)
                            values ('ten_a', 'a', 'active', 1, current_timestamp)
                            """));
        }
        try (Store store = Store.open(settings)) {
            assertEquals(2, tenants(store.database()));
            assertEquals(Kind.H2, store.database().kind());
            assertEquals(folder.resolve("data"), store.data());
        }
        assertTrue(Files.exists(folder.resolve("data/serai.mv.db")));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))));
    }

    @Test
    void open_embedded_writesWhatIsCommittedAtOnce() throws Exception {
        try (Store store = Store.open(settings());
                Connection connection = store.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'")) {
            assertTrue(row.next());
            assertEquals("0", row.getString(1));
        }
    }

    @Test
    void open_realPostgres_makesTheTables() {
        try (DatabaseKit kit = DatabaseKit.fresh(Kind.POSTGRESQL);
                Store store =
                        Store.open(settings("database.url", kit.url().split("[?]")[0], "database.user", "postgres"))) {
            assertEquals(1, tenants(store.database()));
            assertEquals(Kind.POSTGRESQL, store.database().kind());
        }
    }

    @Test
    void open_noServer_saysWhichSettingInOneLine() throws Exception {
        int port = FreePorts.of(1).get(0);
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/serai";
        StoreSettings settings = settings(
                "database.url",
                url + "?sslmode=prefer",
                "database.password",
                "env:PGPASS",
                "database.patience",
                "300ms");
        String message =
                assertThrows(StartException.class, () -> Store.open(settings)).getMessage();
        assertTrue(message.startsWith("serai.database.url: " + url + " can't be opened: "), message);
        assertEquals(1, message.lines().count());
        assertFalse(message.contains("from the environment"));
    }

    @Test
    void open_folderThatCannotBeMade_saysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "a file");
        StoreSettings settings = settings("data", file.resolve("x").toString());
        String message =
                assertThrows(StartException.class, () -> Store.open(settings)).getMessage();
        assertTrue(message.startsWith("serai.data: the folder "), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://x/y",
                "jdbc:h2:tcp://localhost/x",
                "postgresql://x/y",
                "jdbc:postgresql://x/y?user=a&password=hunter2",
                "jdbc:postgresql://a:hunter2@x/y",
                "jdbc:h2:file:/x;PASSWORD=hunter2"
            })
    void read_urlOfAnotherKind_isRefusedWithoutItsSecret(String url) {
        String message = assertThrows(StartException.class, () -> settings("database.url", url))
                .getMessage();
        assertTrue(message.startsWith("gateway.properties:2: serai.database.url "), message);
        assertFalse(message.contains("hunter2"));
    }

    @Test
    void read_password_isWhereTheSettingPoints() throws Exception {
        StoreSettings settings = settings("database.password", "env:PGPASS");
        assertEquals("from the environment", settings.password());
        assertFalse(settings.toString().contains("environment"));
        Path file = Files.writeString(folder.resolve("pass"), " from a file\n");
        assertEquals(
                "from a file", settings("database.password", "file:" + file).password());
        assertEquals("", settings().password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "env:NOT_THERE", "file:/not/there", "file:empty"})
    void read_passwordThatIsNotThere_isRefusedWithoutIt(String reference) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        String written = reference.equals("file:empty") ? "file:" + empty : reference;
        String message = assertThrows(StartException.class, () -> settings("database.password", written))
                .getMessage();
        assertTrue(message.startsWith("gateway.properties:2: serai.database.password expected "), message);
        assertFalse(message.contains("hunter2"));
    }

    @Test
    void read_keys_areThese() {
        SettingsReader in = new SettingsReader(Map.of());
        StoreSettings.read(in, Map.of());
        assertEquals(
                "data database.connections database.outage database.password database.patience database.url database.user",
                in.known().stream().sorted().collect(Collectors.joining(" ")));
    }
}
