package io.serai.processors.ledger;

import io.serai.processors.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which processes live: each counts up a number of its own in SQL. One whose number has not moved for the length of a lease, as this
 * node has seen it by its own clock while the database was there, is dead. So no two clocks are compared. For one thread.
 */
final class LivingNodes {

    private static final String WITH_OPEN_CALLS =
            """
            select o.node, o.epoch, coalesce(n.beat, 0) as beat
            from (select distinct node, epoch from ledger_open) o
            left join ledger_node n on n.node = o.node and n.epoch = o.epoch
            """;

    private final Database database;
    private final Owner self;
    private final Duration lease;
    private Map<Owner, Seen> seen = new HashMap<>();

    LivingNodes(Database database, Owner self, Duration lease) {
        this.database = database;
        this.self = self;
        this.lease = lease;
    }

    /** What a process had counted when this node saw it move last. */
    private record Seen(long beat, long nanos) {}

    private record Beat(Owner owner, long beat) {}

    /**
     * Says that this process lives, and tells which others with open calls do not.
     *
     * @param nanos now, of a clock that never goes back
     */
    List<Owner> dead(long nanos) {
        database.useTransaction(handle -> {
            Shipment.makeNode(handle, self);
            Shipment.owner(handle.createUpdate(LedgerSql.BEAT), self).execute();
        });
        List<Beat> beats = database.read(handle -> handle.createQuery(WITH_OPEN_CALLS)
                .map((row, context) ->
                        new Beat(new Owner(row.getString("node"), row.getLong("epoch")), row.getLong("beat")))
                .list());
        Map<Owner, Seen> now = new HashMap<>();
        List<Owner> dead = new ArrayList<>();
        for (Beat beat : beats) {
            Seen before = seen.get(beat.owner());
            Seen latest = before == null || before.beat() != beat.beat() ? new Seen(beat.beat(), nanos) : before;
            now.put(beat.owner(), latest);
            if (!beat.owner().equals(self) && nanos - latest.nanos() >= lease.toNanos()) {
                dead.add(beat.owner());
            }
        }
        seen = now;
        return dead;
    }

    /** The database was away: nobody could say that it lives. */
    void forget() {
        seen = new HashMap<>();
    }
}
