package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;
import io.serai.processors.store.Database;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Ends the calls that a dead process had begun. An answer that had outgrown its reservation is charged as far as it is known to have
 * come: up to the last extension, which was made when the one before was used up. Of one that never did nobody knows whether the
 * provider had begun: it is released.
 */
final class CrashedCalls {

    /** Why they ended. */
    static final String CAUSE = "crash";

    /** A price is in the reservation already: the amounts are what was reserved. */
    private static final String AS_RESERVED = "as-reserved";

    private static final int AT_ONCE = 200;

    private static final String OPEN =
            "select call from ledger_open where node = :node and epoch = :epoch order by call fetch first 200 rows only";
    private static final String EARLIER =
            "select distinct epoch from ledger_open where node = :node and epoch < :epoch";

    private final Database database;
    private final InstantSource clock;

    CrashedCalls(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Ends what earlier processes of a node had begun; all their rows must have been shipped. */
    int endEarlier(Owner now) {
        List<Long> epochs = database.read(handle -> handle.createQuery(EARLIER)
                .bind("node", now.node())
                .bind("epoch", now.epoch())
                .mapTo(Long.class)
                .list());
        int ended = 0;
        for (long epoch : epochs) {
            ended += end(new Owner(now.node(), epoch));
        }
        return ended;
    }

    /** Ends all that a process had begun. */
    int end(Owner dead) {
        int ended = 0;
        while (true) {
            List<String> open = database.read(handle -> handle.createQuery(OPEN)
                    .bind("node", dead.node())
                    .bind("epoch", dead.epoch())
                    .mapTo(String.class)
                    .list());
            for (String call : open) {
                database.useTransaction(handle -> end(handle, call));
            }
            ended += open.size();
            if (open.size() < AT_ONCE) {
                return ended;
            }
        }
    }

    private void end(Handle handle, String call) {
        long reserved = CarefulShipment.reserved(handle, call);
        // Of two nodes that do this at once the second finds nothing to forget
        int mine = handle.createUpdate(LedgerSql.FORGET_CALL).bind("call", call).execute();
        List<Booking> rows = CarefulShipment.of(handle, call);
        if (mine == 0 || rows.isEmpty()) {
            return;
        }
        CarefulShipment.insert(
                handle, end(rows, new NanoDollars(-reserved)).withoutJournal(clock.millis(), AS_RESERVED));
    }

    /** The row that ends a call of which these are known. */
    private static Booking end(List<Booking> rows, NanoDollars back) {
        Booking first = rows.get(0);
        if (rows.size() == 1) {
            return first.then(Entry.END, Kind.RELEASE, Amounts.NOTHING, back, CAUSE);
        }
        Amounts come = Amounts.NOTHING;
        for (Booking row : rows.subList(0, rows.size() - 1)) {
            come = new Amounts(
                    come.input() + row.amounts().input(),
                    come.output() + row.amounts().output(),
                    come.cost().plus(row.amounts().cost()));
        }
        return first.then(Entry.END, Kind.SETTLE, come, back, CAUSE);
    }
}
