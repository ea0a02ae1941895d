package io.serai.processors.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** What somebody may do to a log who can write to the store, and in the last case to the anchors, but has not the key. */
enum Mutations {
    ROW_FIELD((log, random) -> {
        int at = random.nextInt(log.rows.size());
        log.rows.set(at, RowChanges.any(log.rows.get(at), random));
    }),
    ROW_FIELD_REHASHED((log, random) -> {
        int at = random.nextInt(log.rows.size());
        StoredRow row = RowChanges.content(log.rows.get(at), random);
        log.rows.set(at, SmallLog.rehash(before(log, row), List.of(row)).get(0));
    }),
    ROW_DELETED((log, random) -> log.rows.remove(random.nextInt(log.rows.size()))),
    ROWS_SWAPPED((log, random) -> {
        int a = random.nextInt(log.rows.size());
        int b = other(random, log.rows.size(), a);
        StoredRow left = log.rows.get(a);
        StoredRow right = log.rows.get(b);
        log.rows.set(a, placed(right, left));
        log.rows.set(b, placed(left, right));
    }),
    ROW_INSERTED((log, random) -> {
        StoredRow row = any(log.rows, random);
        long number = random.nextInt(5) == 0 ? -random.nextInt(3) : row.number();
        log.rows.add(random.nextInt(log.rows.size()), with(row, number));
    }),
    ROW_APPENDED((log, random) -> {
        String chain = random.nextInt(4) == 0 ? "forged-chain" : any(SmallLog.CHAINS, random);
        StoredRow last = last(log, chain.startsWith("forged") ? SmallLog.CHAINS.get(0) : chain);
        StoredRow next = placedIn(chain, with(last, last.number() + 1 + random.nextInt(2)));
        log.rows.addAll(SmallLog.rehash(last.hash(), List.of(next)));
    }),
    TAIL_OF_ROWS((log, random) -> {
        String chain = any(SmallLog.CHAINS, random);
        long keep = last(log, chain).number() - 1 - random.nextInt(5);
        log.rows.removeIf(row -> row.chain().equals(chain) && row.number() > keep);
    }),
    TAIL_WITH_SEALS((log, random) -> {
        String chain = any(SmallLog.CHAINS, random);
        List<Seal> seals = seals(log, chain);
        long keep = random.nextInt(seals.size());
        long row = keep == 0 ? 0 : seals.get((int) keep - 1).last();
        log.seals.removeIf(seal -> seal.chain().equals(chain) && seal.number() > keep);
        log.rows.removeIf(stored -> stored.chain().equals(chain) && stored.number() > row);
    }),
    SEAL_DELETED((log, random) -> log.seals.remove(random.nextInt(log.seals.size()))),
    SEAL_FIELD((log, random) -> {
        int at = random.nextInt(log.seals.size());
        log.seals.set(at, changed(log.seals.get(at), random));
    }),
    SEAL_FORGED((log, random) -> forge(log, random, Forger.WITH_HIS_OWN_KEY)),
    SEAL_FORGED_UNDER_OUR_NAME((log, random) -> forge(log, random, Forger.UNDER_OUR_NAME)),
    SEAL_OF_ANOTHER((log, random) -> {
        int at = random.nextInt(log.seals.size());
        Seal one = log.seals.get(at);
        Seal other = log.seals.get(other(random, log.seals.size(), at));
        log.seals.set(at, one.signed(other.signature()));
    }),
    ANCHOR_REPLAYED((log, random) -> {
        String old = any(log.anchors, random);
        if (random.nextBoolean()) {
            log.anchors.add(old);
        } else {
            int at = random.nextInt(log.anchors.size());
            log.anchors.set(log.anchors.get(at).equals(old) ? other(random, log.anchors.size(), at) : at, old);
            log.anchors.add(old);
        }
    }),
    ANCHOR_CHANGED((log, random) -> {
        int at = random.nextInt(log.anchors.size());
        String line = log.anchors.get(at);
        log.anchors.set(at, line.substring(0, 15) + flipped(line.substring(15), random));
    });

    private static final SealSigner FORGER = SealSigner.ofSeed("ffffffffffffffffffffffffffffffff".getBytes());

    private enum Forger {
        WITH_HIS_OWN_KEY,
        UNDER_OUR_NAME
    }

    private final BiConsumer<SmallLog, Random> change;

    Mutations(BiConsumer<SmallLog, Random> change) {
        this.change = change;
    }

    void apply(SmallLog log, Random random) {
        change.accept(log, random);
    }

    /** Rows rewritten from one on, with all hashes right, under a seal that is right but for who signed it. */
    private static void forge(SmallLog log, Random random, Forger forger) {
        String chain = any(SmallLog.CHAINS, random);
        List<Seal> seals = seals(log, chain);
        int from = random.nextInt(seals.size());
        Seal last = from == 0 ? Seal.beginning(chain) : seals.get(from - 1);
        for (Seal seal : seals.subList(from, seals.size())) {
            List<StoredRow> rewritten = new ArrayList<>();
            for (StoredRow row : log.rows) {
                if (row.chain().equals(chain) && row.number() >= seal.first() && row.number() <= seal.last()) {
                    rewritten.add(RowChanges.decision(row));
                }
            }
            List<StoredRow> hashed = SmallLog.rehash(last.head(), rewritten);
            log.rows.removeIf(
                    row -> row.chain().equals(chain) && row.number() >= seal.first() && row.number() <= seal.last());
            log.rows.addAll(hashed);
            Seal forged = SmallLog.seal(last, hashed, FORGER);
            Seal put = forger == Forger.WITH_HIS_OWN_KEY
                    ? forged
                    : new Seal(
                            chain,
                            forged.number(),
                            forged.first(),
                            forged.last(),
                            forged.previous(),
                            forged.head(),
                            seal.at(),
                            seal.key(),
                            forged.signature());
            log.seals.set(log.seals.indexOf(seal), put);
            last = put;
        }
    }

    private static Seal changed(Seal s, Random random) {
        long add = 1 + random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0 ->
                new Seal(
                        s.chain(),
                        s.number() + 100,
                        s.first(),
                        s.last(),
                        s.previous(),
                        s.head(),
                        s.at(),
                        s.key(),
                        s.signature());
            case 1 ->
                new Seal(
                        s.chain(),
                        s.number(),
                        s.first() + add,
                        s.last(),
                        s.previous(),
                        s.head(),
                        s.at(),
                        s.key(),
                        s.signature());
            case 2 ->
                new Seal(
                        s.chain(),
                        s.number(),
                        s.first(),
                        s.last() + add,
                        s.previous(),
                        s.head(),
                        s.at(),
                        s.key(),
                        s.signature());
            case 3 ->
                new Seal(
                        s.chain(),
                        s.number(),
                        s.first(),
                        s.last(),
                        flipped(s.previous(), random),
                        s.head(),
                        s.at(),
                        s.key(),
                        s.signature());
            case 4 ->
                new Seal(
                        s.chain(),
                        s.number(),
                        s.first(),
                        s.last(),
                        s.previous(),
                        flipped(s.head(), random),
                        s.at(),
                        s.key(),
                        s.signature());
            case 5 ->
                new Seal(
                        s.chain(),
                        s.number(),
                        s.first(),
                        s.last(),
                        s.previous(),
                        s.head(),
                        s.at() - add,
                        s.key(),
                        s.signature());
            case 6 ->
                new Seal(
                        s.chain(),
                        s.number(),
                        s.first(),
                        s.last(),
                        s.previous(),
                        s.head(),
                        s.at(),
                        flipped(s.key(), random),
                        s.signature());
            default -> s.signed(flipped(s.signature(), random));
        };
    }

    /** One character is another one. */
    static String flipped(String text, Random random) {
        int at = random.nextInt(text.length());
        char c = text.charAt(at);
        return text.substring(0, at) + (c == 'x' ? 'y' : 'x') + text.substring(at + 1);
    }

    private static String before(SmallLog log, StoredRow row) {
        return log.rows.stream()
                .filter(other -> other.chain().equals(row.chain()) && other.number() == row.number() - 1)
                .map(StoredRow::hash)
                .findFirst()
                .orElse(RowDigest.BEGINNING);
    }

    private static StoredRow last(SmallLog log, String chain) {
        return log.rows.stream()
                .filter(row -> row.chain().equals(chain))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static List<Seal> seals(SmallLog log, String chain) {
        return log.seals.stream().filter(seal -> seal.chain().equals(chain)).toList();
    }

    /** A row in the place of another one. */
    private static StoredRow placed(StoredRow row, StoredRow place) {
        return placedIn(place.chain(), with(row, place.number()));
    }

    private static StoredRow with(StoredRow row, long number) {
        return RowChanges.set(row, 1, number);
    }

    private static StoredRow placedIn(String chain, StoredRow row) {
        return RowChanges.set(row, 0, chain);
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static int other(Random random, int size, int than) {
        return (than + 1 + random.nextInt(size - 1)) % size;
    }
}
