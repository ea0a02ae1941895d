package io.serai.bench.chaos;

import io.serai.processors.ledger.Reconciler;
import io.serai.processors.store.Database;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the ledger in SQL shows in the end.
 *
 * @param bills by request
 * @param open calls that have not ended
 * @param reserved nano-dollars that are still set aside
 * @param faults what the reconciler has found
 */
record LedgerRows(Map<String, Bill> bills, long open, long reserved, List<String> faults) {

    /** A call that others have ended, since its node was dead for long, is charged by an adjustment once that node has told of it. */
    private static final String BILLS =
            """
            select request, count(distinct call) as calls,
                count(distinct case when spent <> 0 then call end) as charged, sum(spent) as spent
            from ledger group by request
            """;

    private static final String OPEN = "select count(*) from ledger_open";
    private static final String RESERVED = "select coalesce(sum(reserved), 0) from ledger";

    /**
     * What a request came to.
     *
     * @param calls of a provider that were taken down before they were made
     * @param charged how many of them
     * @param spent nano-dollars
     */
    record Bill(int calls, int charged, long spent) {
        static final Bill NONE = new Bill(0, 0, 0);
    }

    private record Line(String request, Bill bill) {}

    /** Reads it. */
    static LedgerRows read(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        Database database = new Database(source);
        return database.read(handle -> new LedgerRows(
                bills(handle),
                handle.createQuery(OPEN).mapTo(Long.class).one(),
                handle.createQuery(RESERVED).mapTo(Long.class).one(),
                new Reconciler(database)
                        .run().findings().stream().map(String::valueOf).toList()));
    }

    private static Map<String, Bill> bills(Handle handle) {
        return handle
                .createQuery(BILLS)
                .map((row, context) -> new Line(
                        row.getString("request"),
                        new Bill(row.getInt("calls"), row.getInt("charged"), row.getLong("spent"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Line::request, Line::bill));
    }

    Bill bill(String request) {
        return bills.getOrDefault(request, Bill.NONE);
    }
}
