package io.serai.processors.audit;

import io.serai.processors.audit.AuditSource.Span;
import io.serai.processors.audit.AuditSource.Stray;
import io.serai.processors.audit.Finding.Kind;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that the audit log is as it was written: each row by its hash, each stretch of rows by its seal, the seals by their signatures and
 * their order, and the end of each chain by the anchors that were kept elsewhere. Reads the log as a stream, on several threads.
 */
public final class AuditVerifier {

    // Enough rows to make a statement worth while, few enough for a driver that reads whole results into memory.
    private static final long ROWS_AT_ONCE = 20_000;
    private static final int SEALS_AT_ONCE = 500;

    private final AuditSource source;
    private final Extent extent;
    private final Clock clock;

    /**
     * How much is verified.
     *
     * @param from seals made before that, in milliseconds since the epoch, are left out
     * @param until seals made after that, in milliseconds since the epoch, are left out
     * @param anchorLag how long it may take until a seal is anchored
     * @param threads that read and hash
     */
    public record Extent(long from, long until, Duration anchorLag, int threads) {

        public Extent {
            if (threads < 1) {
                throw new IllegalArgumentException("verifying needs a thread");
            }
        }

        /** All of it. */
        public static Extent all(int threads) {
            return new Extent(Long.MIN_VALUE, Long.MAX_VALUE, Duration.ofMinutes(10), threads);
        }

        boolean fromBeginning() {
            return from == Long.MIN_VALUE;
        }
    }

    public AuditVerifier(SqlAuditSource source, Extent extent, Clock clock) {
        this((AuditSource) source, extent, clock);
    }

    AuditVerifier(AuditSource source, Extent extent, Clock clock) {
        this.source = source;
        this.extent = extent;
        this.clock = clock;
    }

    /**
     * @param keys that seals may be signed with; without them only who has not the skill to hash is found out
     * @param anchors read before this is called, so that what comes in meanwhile is not missed there; without them rows that were cut off a
     *     chain's end together with their seals are not found
     * @throws SQLException where the log can't be read
     */
    public AuditReport verify(Optional<SealKeys> keys, Optional<Anchors> anchors) throws SQLException {
        long began = System.nanoTime();
        Findings findings = new Findings();
        anchors.ifPresent(known -> known.findings()
                .forEach(found -> findings.add(found.kind(), found.chain(), found.number(), found.text())));
        long seals = 0;
        Map<String, Seal> pruned = source.pruned();
        List<Span> spans = source.spans(extent.from(), extent.until());
        pruned.values().forEach(seal -> checkPruned(seal, keys, findings));
        long rows;
        try (SegmentPool pool = new SegmentPool(extent.threads())) {
            for (Span span : spans) {
                seals += verify(span, keys, anchors, findings, pool, Optional.ofNullable(pruned.get(span.chain())));
            }
            rows = pool.rows();
        }
        strays(findings);
        anchors.ifPresent(known -> vanished(spans, known, findings));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new AuditReport(spans.size(), seals, rows, took, findings.count(), findings.sorted());
    }

    private static void checkPruned(Seal pruned, Optional<SealKeys> keys, Findings findings) {
        if (keys.isPresent() && !keys.get().verify(pruned)) {
            findings.add(
                    Kind.SEAL_FORGED,
                    PrunedChain.chain(pruned),
                    pruned.number(),
                    "that all up to this seal was removed for its age is not signed by a known key");
        }
    }

    private long verify(
            Span span,
            Optional<SealKeys> keys,
            Optional<Anchors> anchors,
            Findings findings,
            SegmentPool pool,
            Optional<Seal> pruned)
            throws SQLException {
        Optional<Seal> before = extent.fromBeginning()
                ? Optional.of(pruned.map(PrunedChain::before).orElseGet(() -> Seal.beginning(span.chain())))
                : Optional.empty();
        long anchoredBefore = clock.millis() - extent.anchorLag().toMillis();
        ChainCheck chain = new ChainCheck(span.chain(), before, anchors, findings, anchoredBefore);
        List<Seal> segment = new ArrayList<>();
        long[] count = {0};
        source.seals(span, seal -> {
            count[0]++;
            chain.next(seal);
            segment.add(seal);
            if (segment.size() >= SEALS_AT_ONCE || seal.last() - segment.get(0).first() >= ROWS_AT_ONCE) {
                pool.submit(source, new SegmentCheck(segment, keys, findings));
                segment.clear();
            }
        });
        if (!segment.isEmpty()) {
            pool.submit(source, new SegmentCheck(segment, keys, findings));
        }
        chain.end();
        return count[0];
    }

    private void strays(Findings findings) throws SQLException {
        for (Stray stray : source.strays()) {
            findings.add(Kind.ROW_UNSEALED, stray.chain(), stray.number(), "no seal is about this row");
        }
    }

    private static void vanished(List<Span> spans, Anchors anchors, Findings findings) {
        Set<String> present = new HashSet<>();
        spans.forEach(span -> present.add(span.chain()));
        for (String chain : anchors.chains()) {
            if (!present.contains(chain)) {
                findings.add(
                        Kind.CUT_OFF,
                        chain,
                        1,
                        "the store has none of it, seals up to " + anchors.last(chain) + " were anchored");
            }
        }
    }
}
