package io.serai.processors.ledger;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What bookings change in the accounts of tenants: each takes from one what it gives to another. */
final class Accounts {

    static final String AVAILABLE = "available";
    static final String RESERVED = "reserved";
    static final String SPENT = "spent";
    static final String OWED = "owed:";

    /** In one order, so that nodes that book at the same time do not wait for each other in a circle. */
    private final Map<Account, Long> changes =
            new TreeMap<>(Comparator.comparing(Account::tenant).thenComparing(Account::name));

    /** One account of a tenant. */
    record Account(String tenant, String name) {}

    void add(Booking booking) {
        String tenant = booking.line().tenant();
        move(tenant, AVAILABLE, RESERVED, booking.reserved().count());
        move(tenant, OWED + booking.line().provider(), SPENT, booking.spent().count());
    }

    private void move(String tenant, String from, String to, long nanos) {
        if (nanos != 0) {
            changes.merge(new Account(tenant, to), nanos, Math::addExact);
            changes.merge(new Account(tenant, from), -nanos, Math::addExact);
        }
    }

    /** By how much which account changes. */
    Map<Account, Long> changes() {
        return changes;
    }

    void write(Handle handle) {
        if (changes.isEmpty()) {
            return;
        }
        PreparedBatch add = handle.prepareBatch(LedgerSql.ADD_TO_ACCOUNT);
        changes.forEach(
                (account, nanos) -> bind(add, account).bind("nanos", nanos).add());
        int[] added = add.execute();
        int index = 0;
        for (Map.Entry<Account, Long> change : changes.entrySet()) {
            if (added[index++] == 0) {
                make(handle, change.getKey(), change.getValue());
            }
        }
    }

    private static void make(Handle handle, Account account, long nanos) {
        handle.createUpdate(LedgerSql.MAKE_ACCOUNT)
                .bind("tenant", account.tenant())
                .bind("account", account.name())
                .execute();
        handle.createUpdate(LedgerSql.ADD_TO_ACCOUNT)
                .bind("tenant", account.tenant())
                .bind("account", account.name())
                .bind("nanos", nanos)
                .execute();
    }

    private static PreparedBatch bind(PreparedBatch batch, Account account) {
        return batch.bind("tenant", account.tenant()).bind("account", account.name());
    }
}
