package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;
import io.serai.processors.store.Database;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * What has been used in an interval: what SQL says, and what this node has not shipped yet. Other nodes are behind by what they have not
 * shipped, usually a tenth of a second. Not for the path of a call.
 */
public final class LedgerUse {

    private final Database database;
    private final Owner owner;
    private final Supplier<List<Shipment.Item>> unshipped;

    LedgerUse(Database database, Owner owner, Supplier<List<Shipment.Item>> unshipped) {
        this.database = database;
        this.owner = owner;
        this.unshipped = unshipped;
    }

    /**
     * What has been used.
     *
     * @param requests by their first calls: ids come from clients and may repeat
     * @param input tokens of requests
     * @param output tokens of answers
     */
    public record Used(long requests, long input, long output, NanoDollars cost) {}

    private record InSql(Used used, long shipped) {}

    /**
     * What calls have used that began in an interval.
     *
     * @param from in milliseconds since the epoch, inclusive
     * @param until exclusive
     * @throws io.serai.api.error.GatewayException where the database is away
     */
    public Used used(Subject subject, long from, long until) {
        // Before SQL is asked: what is shipped in between is then found twice and counted once
        List<Shipment.Item> waiting = unshipped.get();
        InSql known = database.read(handle -> inSql(handle, new Filter(from, until, subject)));
        Used used = known.used();
        for (Shipment.Item item : waiting) {
            Entry entry = item.entry();
            Line line = entry.line();
            boolean counts = item.sequence() > known.shipped()
                    && entry.step() == Entry.END
                    && line.at() >= from
                    && line.at() < until
                    && subject.holds(line, entry.cause());
            if (counts) {
                used = plus(used, entry);
            }
        }
        return used;
    }

    private static Used plus(Used used, Entry entry) {
        Amounts more = entry.amounts();
        return new Used(
                used.requests() + (entry.line().attempt() == 1 ? 1 : 0),
                used.input() + more.input(),
                used.output() + more.output(),
                used.cost().plus(entry.spent()));
    }

    /** At one moment: what is shipped just then is in both or in none. */
    private InSql inSql(Handle handle, Filter filter) {
        return handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, snapshot -> {
            long shipped = Shipment.shipped(snapshot, owner);
            UsageQuery all =
                    new UsageQuery(filter, Set.of(), UsageQuery.Bucket.NONE, ZoneOffset.UTC, 1, Optional.empty());
            Used used = Usages.rows(snapshot, all, 0).stream()
                    .findFirst()
                    .map(row -> new Used(row.requests(), row.input(), row.output(), row.cost()))
                    .orElse(new Used(0, 0, 0, NanoDollars.ZERO));
            return new InSql(used, shipped);
        });
    }
}
