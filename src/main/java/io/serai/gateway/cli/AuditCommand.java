package io.serai.gateway.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.serai.processors.audit.Anchors;
import io.serai.processors.audit.AuditReport;
import io.serai.processors.audit.AuditVerifier;
import io.serai.processors.audit.AuditVerifier.Extent;
import io.serai.processors.audit.SealKeys;
import io.serai.processors.audit.SqlAuditSource;
import io.serai.processors.store.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./serai audit verify}: reads the audit log out of its database and proves that it is as it was written, or tells where not. */
public final class AuditCommand {

    private static final String USAGE =
            """
            usage: ./serai audit verify [options]

              --database URL       of the gateway's database, such as jdbc:postgresql://db/serai;
                                   otherwise that in SERAI_DATABASE_URL, or the embedded one
              --data FOLDER        where the embedded database is (data)
              --user NAME          of the database; its password is in SERAI_DATABASE_PASSWORD
              --public-key FILE    PEM of the keys that may have signed
              --anchors FILE       what was anchored elsewhere; may be given several times
              --from INSTANT       leaves out what was sealed earlier: 2026-01-31 or 2026-01-31T12:00:00Z
              --to INSTANT         leaves out what was sealed later
              --threads N          that read and hash (one for each core)

            The exit status is 0 where all is as it was written, 1 where it is not, 2 where that can't be told.""";

    /** What {@link #run} returns where the log is as it was written. */
    static final int INTACT = 0;
    /** What {@link #run} returns where it is not. */
    static final int CHANGED = 1;

    private static final int UNKNOWN = 2;
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final Duration ANCHOR_LAG = Duration.ofMinutes(10);

    private String database = "";
    private Path data = Path.of("data");
    private String user = "";
    private Optional<Path> publicKey = Optional.empty();
    private final List<Path> anchors = new ArrayList<>();
    private long from = Long.MIN_VALUE;
    private long until = Long.MAX_VALUE;
    private int threads = Runtime.getRuntime().availableProcessors();
    private String password = "";

    private AuditCommand() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run(List.of(arguments), System.getenv(), System.out));
        } catch (IllegalArgumentException | IOException | SQLException e) {
            System.err.println("serai: " + e.getMessage());
            System.exit(UNKNOWN);
        }
    }

    /**
     * @param arguments {@code verify} and the options
     * @return {@link #INTACT} or {@link #CHANGED}
     * @throws IllegalArgumentException where they are not what is expected
     * @throws IOException where a file can't be read
     * @throws SQLException where the database can't
     */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out)
            throws IOException, SQLException {
        if (arguments.isEmpty() || !arguments.get(0).equals("verify") || arguments.contains("--help")) {
            throw new IllegalArgumentException(USAGE);
        }
        AuditCommand command = new AuditCommand();
        command.database = environment.getOrDefault("SERAI_DATABASE_URL", "");
        command.password = environment.getOrDefault("SERAI_DATABASE_PASSWORD", "");
        for (Iterator<String> rest = arguments.listIterator(1); rest.hasNext(); ) {
            command.take(rest.next(), rest);
        }
        return command.verify(out);
    }

    private void take(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value\n\n" + USAGE);
        }
        String value = rest.next();
        switch (option) {
            case "--database" -> database = value;
            case "--data" -> data = Path.of(value);
            case "--user" -> user = value;
            case "--public-key" -> publicKey = Optional.of(Path.of(value));
            case "--anchors" -> anchors.add(Path.of(value));
            case "--from" -> from = instant(option, value).toEpochMilli();
            case "--to" -> until = instant(option, value).toEpochMilli();
            case "--threads" -> threads = count(option, value);
            default -> throw new IllegalArgumentException("unknown option " + option + "\n\n" + USAGE);
        }
    }

    private static Instant instant(String option, String value) {
        try {
            return value.contains("T")
                    ? Instant.parse(value)
                    : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    option + ": expected 2026-01-31 or 2026-01-31T12:00:00Z, found '" + value + "'", e);
        }
    }

    private static int count(String option, String value) {
        try {
            int count = Integer.parseInt(value);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Refused below, as what is no positive number is.
        }
        throw new IllegalArgumentException(option + ": expected a whole number from 1, found '" + value + "'");
    }

    private int verify(PrintStream out) throws IOException, SQLException {
        Optional<SealKeys> keys = publicKey.isPresent()
                ? Optional.of(SealKeys.ofPem(Files.readString(publicKey.get())))
                : Optional.empty();
        Optional<Anchors> known = anchors.isEmpty() ? Optional.empty() : Optional.of(readAnchors());
        try (HikariDataSource pool = pool()) {
            Extent extent = new Extent(from, until, ANCHOR_LAG, threads);
            AuditReport report =
                    new AuditVerifier(new SqlAuditSource(pool), extent, Clock.systemUTC()).verify(keys, known);
            print(report, out);
            return report.intact() ? INTACT : CHANGED;
        }
    }

    private HikariDataSource pool() throws SQLException {
        HikariConfig config = new HikariConfig();
        String url = url();
        config.setJdbcUrl(url);
        // As the gateway opens its embedded one.
        config.setUsername(user.isEmpty() && url.startsWith(H2_FILE) ? "sa" : user);
        config.setPassword(password);
        config.setReadOnly(true);
        // One reads the seals while the others read rows.
        config.setMaximumPoolSize(threads + 1);
        config.setMinimumIdle(0);
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new SQLException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    /** H2 needs the options that its tables were made with; a folder without a database is none. */
    private String url() {
        String url = database.isEmpty() ? H2_FILE + data.toAbsolutePath().resolve("serai") : database;
        return url.startsWith(H2_FILE) && !url.contains(";") ? url + Schema.H2_OPTIONS + ";IFEXISTS=TRUE" : url;
    }

    private Anchors readAnchors() throws IOException {
        List<InputStream> files = new ArrayList<>();
        try {
            for (Path file : anchors) {
                files.add(Files.newInputStream(file));
            }
            InputStream all = new SequenceInputStream(Collections.enumeration(files));
            return Anchors.read(new BufferedReader(new InputStreamReader(all, StandardCharsets.UTF_8)), from, until);
        } finally {
            for (InputStream file : files) {
                file.close();
            }
        }
    }

    private void print(AuditReport report, PrintStream out) {
        double seconds = Math.max(report.took().toMillis(), 1) / 1000.0;
        out.printf(
                "%d rows under %d seals in %d chains, read in %.1f s (%.0f rows/s)%n",
                report.rows(), report.seals(), report.chains(), seconds, report.rows() / seconds);
        if (publicKey.isEmpty()) {
            out.println("not checked: signatures, because no --public-key was given");
        }
        if (anchors.isEmpty()) {
            out.println("not checked: whether ends were cut off, because no --anchors were given");
        }
        report.findings().forEach(finding -> out.println(finding.line()));
        long more = report.findingCount() - report.findings().size();
        if (more > 0) {
            out.println("and " + more + " more");
        }
        out.println(report.intact() ? "intact" : "NOT INTACT: " + report.findingCount() + " findings");
    }
}
