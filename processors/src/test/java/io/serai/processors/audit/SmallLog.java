package io.serai.processors.audit;

import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small audit log of two chains in memory, with its seals and its anchor lines, which tests may change as they like. */
final class SmallLog implements AuditSource {

    static final SealSigner SIGNER = SealSigner.ofSeed("0123456789abcdef0123456789abcdef".getBytes());
    static final SealKeys KEYS = SealKeys.ofPem(SIGNER.publicKeyPem());
    static final List<String> CHAINS = List.of("north-abc", "south-def");

    private static final String[] ACTIONS = {"key.create", "key.revoke", "tenant.update", "caller.authenticate"};

    final List<StoredRow> rows = new ArrayList<>();
    final List<Seal> seals = new ArrayList<>();
    final List<String> anchors = new ArrayList<>();
    final Map<String, Seal> pruned = new HashMap<>();

    SmallLog() {}

    SmallLog(SmallLog other) {
        rows.addAll(other.rows);
        seals.addAll(other.seals);
        anchors.addAll(other.anchors);
        pruned.putAll(other.pruned);
    }

    /** Of so many seals a chain, each about one to eight rows. */
    static SmallLog of(Random random, int sealCount) {
        SmallLog log = new SmallLog();
        for (String chain : CHAINS) {
            Seal last = Seal.beginning(chain);
            for (int seal = 0; seal < sealCount; seal++) {
                last = log.extend(last, 1 + random.nextInt(8), random);
            }
        }
        return log;
    }

    private Seal extend(Seal last, int count, Random random) {
        List<StoredRow> added = new ArrayList<>();
        for (int row = 1; row <= count; row++) {
            added.add(StoredRow.of(
                    last.chain(), last.last() + row, 1_700_000_000_000L + last.last() + row, event(random)));
        }
        Seal seal = seal(last, chained(last.head(), added), SIGNER);
        seals.add(seal);
        anchors.add(AnchorLine.of(seal));
        return seal;
    }

    /** Adds the rows with their hashes, each following the one before. */
    private List<StoredRow> chained(String head, List<StoredRow> added) {
        List<StoredRow> hashed = rehash(head, added);
        rows.addAll(hashed);
        return hashed;
    }

    static List<StoredRow> rehash(String head, List<StoredRow> added) {
        RowDigest digest = new RowDigest();
        byte[] previous = RowDigest.bytes(head);
        List<StoredRow> hashed = new ArrayList<>();
        for (StoredRow row : added) {
            previous = digest.of(previous, row);
            hashed.add(row.hashed(RowDigest.hex(previous)));
        }
        return hashed;
    }

    static Seal seal(Seal last, List<StoredRow> rows, SealSigner signer) {
        StoredRow end = rows.get(rows.size() - 1);
        return signer.sign(new Seal(
                last.chain(),
                last.number() + 1,
                rows.get(0).number(),
                end.number(),
                last.head(),
                end.hash(),
                end.at(),
                "",
                ""));
    }

    private static AuditEvent event(Random random) {
        return AuditEvent.of(
                        new Who("user:usr_" + random.nextInt(9), "ten_" + random.nextInt(3), "key_a", "developer"),
                        new What(ACTIONS[random.nextInt(4)], "key", "key_" + random.nextInt(99), "ten_1"),
                        Decision.values()[random.nextInt(3)])
                .from("192.0.2." + random.nextInt(255), "req_" + random.nextInt(99))
                .with(Detail.FIELDS, "name,models");
    }

    Anchors readAnchors() {
        try {
            String lines = String.join("\n", anchors);
            return Anchors.read(new BufferedReader(new StringReader(lines)), Long.MIN_VALUE, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Span> spans(long from, long until) {
        return seals.stream()
                .map(Seal::chain)
                .distinct()
                .sorted()
                .map(chain -> new Span(chain, edge(chain, -1), edge(chain, 1)))
                .toList();
    }

    private long edge(String chain, int sign) {
        return sign
                * seals.stream()
                        .filter(seal -> seal.chain().equals(chain))
                        .mapToLong(seal -> sign * seal.number())
                        .max()
                        .orElseThrow();
    }

    @Override
    public void seals(Span span, Sink<Seal> sink) throws java.sql.SQLException {
        for (Seal seal : seals.stream()
                .filter(seal -> seal.chain().equals(span.chain()))
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList()) {
            sink.take(seal);
        }
    }

    @Override
    public void rows(String chain, long first, long last, Sink<StoredRow> sink) throws java.sql.SQLException {
        for (StoredRow row : rows.stream()
                .filter(row -> row.chain().equals(chain) && row.number() >= first && row.number() <= last)
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList()) {
            sink.take(row);
        }
    }

    @Override
    public Map<String, Seal> pruned() {
        return Map.copyOf(pruned);
    }

    @Override
    public List<Stray> strays() {
        return rows.stream()
                .filter(row -> seals.stream()
                        .noneMatch(seal -> seal.chain().equals(row.chain())
                                && row.number() >= low(row.chain())
                                && row.number() <= high(row.chain())))
                .map(row -> new Stray(row.chain(), row.number()))
                .toList();
    }

    private long low(String chain) {
        return seals.stream()
                .filter(seal -> seal.chain().equals(chain))
                .mapToLong(Seal::first)
                .min()
                .orElse(0);
    }

    private long high(String chain) {
        return seals.stream()
                .filter(seal -> seal.chain().equals(chain))
                .mapToLong(Seal::last)
                .max()
                .orElse(0);
    }
}
