package io.serai.processors.audit;

import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import io.serai.processors.audit.AuditVerifier.Extent;
import io.serai.processors.store.Database.Kind;
import io.serai.processors.store.DatabaseKit;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures how fast an audit log is verified: {@code AuditSpeed [rows] [rows per seal]}; prints one line for each database and run. */
public final class AuditSpeed {

    private static final int RUNS = 3;
    private static final int CHAINS = 2;

    private AuditSpeed() {}

    public static void main(String[] arguments) throws SQLException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int perSeal = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        int threads = Runtime.getRuntime().availableProcessors();
        for (Kind kind : Kind.values()) {
            try (DatabaseKit kit = DatabaseKit.fresh(kind)) {
                for (int chain = 0; chain < CHAINS; chain++) {
                    fill(new SqlAuditStore(kit.source()), "node" + chain, rows / CHAINS, perSeal);
                }
                AuditVerifier verifier =
                        new AuditVerifier(new SqlAuditSource(kit.source()), Extent.all(threads), Clock.systemUTC());
                for (int run = 0; run < RUNS; run++) {
                    AuditReport report = verifier.verify(Optional.of(SmallLog.KEYS), Optional.empty());
                    System.out.printf(
                            "%s: %d rows, %d seals, %d threads, JDK %s: %.0f rows/s, intact %s%n",
                            kit,
                            report.rows(),
                            report.seals(),
                            threads,
                            Runtime.version().feature(),
                            report.rows() * 1e9 / report.took().toNanos(),
                            report.intact());
                }
            }
        }
    }

    private static void fill(SqlAuditStore store, String chain, int rows, int perSeal) throws SQLException {
        Seal last = Seal.beginning(chain);
        while (last.last() < rows) {
            List<StoredRow> batch = new ArrayList<>();
            for (long number = last.last() + 1; batch.size() < perSeal && number <= rows; number++) {
                batch.add(StoredRow.of(chain, number, 1_700_000_000_000L + number, event(number)));
            }
            List<StoredRow> hashed = SmallLog.rehash(last.head(), batch);
            last = SmallLog.seal(last, hashed, SmallLog.SIGNER);
            store.store(new SealedBatch(last, hashed));
        }
    }

    private static AuditEvent event(long number) {
        return AuditEvent.of(
                        new Who(
                                "user:usr_0123456789abcdefABCDEF",
                                "ten_0123456789abcdefABCDEF",
                                "key_1",
                                "tenant_admin"),
                        new What("key.create", "key", "key_" + number, "ten_0123456789abcdefABCDEF"),
                        Decision.CHANGED)
                .from("192.0.2.1", "req_" + number)
                .with(Detail.FIELDS, "name,models,expires_at");
    }
}
