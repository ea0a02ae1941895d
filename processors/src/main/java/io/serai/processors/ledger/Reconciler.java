package io.serai.processors.ledger;

import io.serai.processors.ledger.Accounts.Account;
import io.serai.processors.ledger.Reconciliation.Fault;
import io.serai.processors.ledger.Reconciliation.Finding;
import io.serai.processors.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Proves that every account is the sum of its rows, that every call's bookings belong together, that no row has been changed and none
 * has got lost. Looks at everything as it was at one moment. Thread-safe.
 */
public final class Reconciler {

    /** Findings of each kind that are told. */
    public static final int MOST = 100;

    private static final int PAGE = 5000;
    /** A large ledger takes its time; no caller waits for it. */
    private static final int SECONDS = 600;

    private static final String SUMS =
            """
            select tenant, provider, sum(reserved) as reserved, sum(spent) as spent
            from ledger group by tenant, provider
            """;
    private static final String ACCOUNTS = "select tenant, account, nanos from ledger_account";
    private static final String CALLS =
            """
            select c.call, c.tenant, c.reserved as found, coalesce(o.reserved, 0) as expected
            from (
                select call, min(tenant) as tenant, min(step) as first_step, sum(reserved) as reserved,
                    count(case when step = 1000000 then 1 end) as ends
                from ledger group by call) c
            left join ledger_open o on o.call = c.call
            where c.first_step <> 0 or c.reserved <> coalesce(o.reserved, 0)
                or (c.ends = 0 and o.call is null) or (c.ends > 0 and o.call is not null)
            union all
            select o.call, '', 0, o.reserved from ledger_open o
            where not exists (select 1 from ledger l where l.call = o.call)
            fetch first 100 rows only
            """;
    private static final String HOURS =
            """
            select tenant, began, sum(spent + requests + attempts + input + output + saved) as found,
                sum(expected) as expected
            from (
                select h.tenant, h.at as began, h.spent, h.requests, h.attempts, h.input, h.output, h.saved, 0 as expected
                from ledger_hour h
                union all
                select l.tenant, l.at - mod(l.at, 3600000), 0, 0, 0, 0, 0, 0,
                    l.spent + l.input + l.output + l.saved
                        + case when l.step = 1000000 then 1 else 0 end
                        + case when l.step = 1000000 and l.attempt = 1 then 1 else 0 end
                from ledger l where l.step >= 1000000) both_sides
            group by tenant, began
            having sum(spent + requests + attempts + input + output + saved) <> sum(expected)
            order by tenant, began fetch first 100 rows only
            """;
    private static final String SHIPPED = "select node, epoch, shipped from ledger_node";
    private static final String FOUND =
            "select node, epoch, count(*) as found from ledger where seq > 0 group by node, epoch";
    private static final String ROWS = "select * from ledger where id > :id order by id fetch first 5000 rows only";
    private static final String OPEN = "select count(*) from ledger_open";

    private final Database database;

    public Reconciler(Database database) {
        this.database = database;
    }

    /** @throws io.serai.api.error.GatewayException where the database is away */
    public Reconciliation run() {
        return database.read(
                handle -> handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, Reconciler::reconcile));
    }

    static Reconciliation reconcile(Handle handle) {
        handle.getConfig(SqlStatements.class).setQueryTimeout(SECONDS);
        List<Finding> findings = new ArrayList<>();
        accounts(handle, findings);
        findings.addAll(calls(handle));
        findings.addAll(hours(handle));
        processes(handle, findings);
        long rows = rows(handle, findings);
        return new Reconciliation(
                rows, handle.createQuery(OPEN).mapTo(Long.class).one(), findings);
    }

    private record Sum(String tenant, String provider, long reserved, long spent) {}

    private static void accounts(Handle handle, List<Finding> findings) {
        Map<Account, Long> expected = new HashMap<>();
        for (Sum sum : sums(handle)) {
            expected.merge(new Account(sum.tenant(), Accounts.RESERVED), sum.reserved(), Math::addExact);
            expected.merge(new Account(sum.tenant(), Accounts.AVAILABLE), -sum.reserved(), Math::addExact);
            expected.merge(new Account(sum.tenant(), Accounts.SPENT), sum.spent(), Math::addExact);
            expected.merge(new Account(sum.tenant(), Accounts.OWED + sum.provider()), -sum.spent(), Math::addExact);
        }
        Map<Account, Long> found = new HashMap<>();
        handle.createQuery(ACCOUNTS)
                .map((row, context) ->
                        Map.entry(new Account(row.getString("tenant"), row.getString("account")), row.getLong("nanos")))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        Set<Account> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        Map<String, Long> perTenant = new TreeMap<>();
        for (Account account : all) {
            long should = expected.getOrDefault(account, 0L);
            long is = found.getOrDefault(account, 0L);
            perTenant.merge(account.tenant(), is, Math::addExact);
            if (should != is) {
                findings.add(new Finding(Fault.BALANCE, account.tenant(), account.name(), should, is));
            }
        }
        perTenant.forEach((tenant, sum) -> {
            if (sum != 0) {
                findings.add(new Finding(Fault.UNBALANCED, tenant, "all accounts", 0, sum));
            }
        });
    }

    private static List<Sum> sums(Handle handle) {
        return handle.createQuery(SUMS)
                .map((row, context) -> new Sum(
                        row.getString("tenant"),
                        row.getString("provider"),
                        row.getLong("reserved"),
                        row.getLong("spent")))
                .list();
    }

    private static List<Finding> calls(Handle handle) {
        return handle.createQuery(CALLS)
                .map((row, context) -> new Finding(
                        Fault.INCOMPLETE,
                        row.getString("tenant"),
                        row.getString("call"),
                        row.getLong("expected"),
                        row.getLong("found")))
                .list();
    }

    private static List<Finding> hours(Handle handle) {
        return handle.createQuery(HOURS)
                .map((row, context) -> new Finding(
                        Fault.HOUR,
                        row.getString("tenant"),
                        Instant.ofEpochMilli(row.getLong("began")).toString(),
                        row.getLong("expected"),
                        row.getLong("found")))
                .list();
    }

    private static void processes(Handle handle, List<Finding> findings) {
        Map<Owner, Long> shipped = counts(handle, SHIPPED, "shipped");
        Map<Owner, Long> found = counts(handle, FOUND, "found");
        Set<Owner> all = new HashSet<>(shipped.keySet());
        all.addAll(found.keySet());
        for (Owner owner : all) {
            long should = shipped.getOrDefault(owner, 0L);
            long is = found.getOrDefault(owner, 0L);
            if (should != is) {
                findings.add(new Finding(Fault.MISSING, "", owner.node() + " of " + owner.epoch(), should, is));
            }
        }
    }

    private static Map<Owner, Long> counts(Handle handle, String constant, String column) {
        Map<Owner, Long> counts = new HashMap<>();
        handle.createQuery(constant)
                .map((row, context) ->
                        Map.entry(new Owner(row.getString("node"), row.getLong("epoch")), row.getLong(column)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static long rows(Handle handle, List<Finding> findings) {
        long rows = 0;
        long id = 0;
        int altered = 0;
        List<Written> page;
        do {
            page = handle.createQuery(ROWS)
                    .bind("id", id)
                    .map((row, context) -> new Written(BookingRows.MAPPER.map(row, context), row.getLong("digest")))
                    .list();
            for (Written row : page) {
                long digest = row.booking().digest();
                if (digest != row.digest() && altered++ < MOST) {
                    Booking booking = row.booking();
                    findings.add(new Finding(
                            Fault.ALTERED, booking.line().tenant(), "row " + booking.id(), row.digest(), digest));
                }
                id = row.booking().id();
            }
            rows += page.size();
        } while (page.size() == PAGE);
        return rows;
    }

    /** A row, and the check sum that it was written with. */
    private record Written(Booking booking, long digest) {}
}
