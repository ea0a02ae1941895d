package io.serai.processors.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.audit.AuditVerifier.Extent;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand ways to falsify an audit log, drawn with a fixed seed. All are found. */
class AuditMutationTest {

    private static final int MUTATIONS = 10_000;
    private static final int SEALS = 3;
    // A prime, so that every kind meets every log.
    private static final int LOGS = 37;

    // Most seals of a mutated log are those of the log: each signature is really verified, but only once.
    private static final Map<Signed, Boolean> VERDICTS = new ConcurrentHashMap<>();
    private static final SealKeys KEYS = SmallLog.KEYS.checkedBy(AuditMutationTest::isSigned);

    /** Bytes that are said to be signed, as texts, which compare by what they say. */
    private record Signed(PublicKey key, String statement, String signature) {}

    @Test
    void mutation_anyOfTenThousand_isFound() {
        List<SmallLog> logs = new ArrayList<>();
        for (int drawn = 0; drawn < LOGS; drawn++) {
            logs.add(SmallLog.of(new Random(drawn), SEALS));
        }
        List<String> missed = IntStream.range(0, MUTATIONS)
                .parallel()
                .filter(drawn -> !isFound(logs.get(drawn % LOGS), drawn))
                .mapToObj(drawn -> kind(drawn) + " " + drawn)
                .toList();
        assertThat(missed).isEmpty();
    }

    private static Mutations kind(int drawn) {
        return Mutations.values()[drawn % Mutations.values().length];
    }

    private static boolean isFound(SmallLog log, int drawn) {
        SmallLog mutated = new SmallLog(log);
        kind(drawn).apply(mutated, new Random(drawn));
        return !verify(mutated).intact();
    }

    @Test
    void log_thatNobodyHasTouched_isIntact() {
        Random random = new Random(6);
        for (int drawn = 0; drawn < 50; drawn++) {
            SmallLog log = SmallLog.of(random, 1 + random.nextInt(9));
            AuditReport report = verify(log);
            assertThat(report.findings()).isEmpty();
            assertThat(report.rows()).isEqualTo(log.rows.size());
            assertThat(report.seals()).isEqualTo(log.seals.size());
            assertThat(report.chains()).isEqualTo(SmallLog.CHAINS.size());
        }
    }

    private static boolean isSigned(PublicKey key, byte[] statement, byte[] signature) throws GeneralSecurityException {
        HexFormat hex = HexFormat.of();
        Signed signed = new Signed(key, hex.formatHex(statement), hex.formatHex(signature));
        Boolean known = VERDICTS.get(signed);
        if (known == null) {
            known = SealKeys.isSigned(key, statement, signature);
            VERDICTS.put(signed, known);
        }
        return known;
    }

    private static AuditReport verify(SmallLog log) {
        try {
            return new AuditVerifier(log, Extent.all(1), Clock.systemUTC())
                    .verify(Optional.of(KEYS), Optional.of(log.readAnchors()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
