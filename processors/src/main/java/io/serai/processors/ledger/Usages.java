package io.serai.processors.ledger;

import io.serai.processors.ledger.UsageQuery.Bucket;
import io.serai.processors.prices.NanoDollars;
import io.serai.processors.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Usage and cost by any dimension and interval, of what is in SQL. One statement for all questions: nothing of a question is ever SQL.
 * Whole hours are answered from sums, what is left of the interval at both ends from the rows of the ledger.
 */
public final class Usages {

    private static final String USAGE =
            """
            select g_bucket, g_tenant, g_team, g_app, g_key, g_user, g_asked, g_provider, g_model, g_operation, g_cause, g_tag,
                sum(requests) as requests, sum(attempts) as attempts, sum(input) as input, sum(output) as output,
                sum(spent) as cost, sum(saved) as saved
            from (
                select
                    coalesce(l.at - mod(l.at + cast(:offset_millis as bigint), nullif(cast(:bucket as bigint), 0)), 0) as g_bucket,
                    case when :by_tenant then l.tenant else '' end as g_tenant,
                    case when :by_team then l.team else '' end as g_team,
                    case when :by_app then l.app else '' end as g_app,
                    case when :by_key then l.key_id else '' end as g_key,
                    case when :by_user then l.user_id else '' end as g_user,
                    case when :by_asked then l.asked else '' end as g_asked,
                    case when :by_provider then l.provider else '' end as g_provider,
                    case when :by_model then l.model else '' end as g_model,
                    case when :by_operation then l.operation else '' end as g_operation,
                    case when :by_cause then l.cause else '' end as g_cause,
                    coalesce(g.tag, '') as g_tag,
                    l.requests, l.attempts, l.input, l.output, l.spent, l.saved
                from (
                        select '' as call, h.at, h.tenant, h.team, h.app, h.key_id, h.user_id, h.asked, h.provider, h.model,
                            h.operation, h.cause, h.requests, h.attempts, h.input, h.output, h.spent, h.saved
                        from ledger_hour h where h.at >= :first_hour and h.at < :last_hour
                    union all
                        select l.call, l.at, l.tenant, l.team, l.app, l.key_id, l.user_id, l.asked, l.provider, l.model,
                            l.operation, l.cause, case when l.attempt = 1 and l.step = 1000000 then 1 else 0 end,
                            case when l.step = 1000000 then 1 else 0 end, l.input, l.output, l.spent, l.saved
                        from ledger l where l.step >= 1000000 and l.at >= :from and l.at < :before_hours
                    union all
                        select l.call, l.at, l.tenant, l.team, l.app, l.key_id, l.user_id, l.asked, l.provider, l.model,
                            l.operation, l.cause, case when l.attempt = 1 and l.step = 1000000 then 1 else 0 end,
                            case when l.step = 1000000 then 1 else 0 end, l.input, l.output, l.spent, l.saved
                        from ledger l where l.step >= 1000000 and l.at >= :after_hours and l.at < :until
                ) l
                left join ledger_tag g on :by_tag and g.call = l.call
                where (cast(:f_tenant as varchar) is null or l.tenant = :f_tenant)
                    and (cast(:f_team as varchar) is null or l.team = :f_team)
                    and (cast(:f_app as varchar) is null or l.app = :f_app)
                    and (cast(:f_key as varchar) is null or l.key_id = :f_key)
                    and (cast(:f_user as varchar) is null or l.user_id = :f_user)
                    and (cast(:f_asked as varchar) is null or l.asked = :f_asked)
                    and (cast(:f_provider as varchar) is null or l.provider = :f_provider)
                    and (cast(:f_model as varchar) is null or l.model = :f_model)
                    and (cast(:f_operation as varchar) is null or l.operation = :f_operation)
                    and (cast(:f_cause as varchar) is null or l.cause = :f_cause)
                    and (cast(:f_tag as varchar) is null
                        or exists (select 1 from ledger_tag t where t.call = l.call and t.tag = :f_tag))
            ) rows
            group by g_bucket, g_tenant, g_team, g_app, g_key, g_user, g_asked, g_provider, g_model, g_operation, g_cause, g_tag
            order by g_bucket, g_tenant, g_team, g_app, g_key, g_user, g_asked, g_provider, g_model, g_operation, g_cause, g_tag
            limit :limit offset :offset
            """;

    private static final int MILLIS = 1000;

    private final Database database;

    public Usages(Database database) {
        this.database = database;
    }

    /**
     * One page of rows.
     *
     * @param next the cursor of the next page; empty where this is the last
     */
    public record Page(List<UsageRow> rows, Optional<String> next) {}

    /**
     * The rows, by their times first and then by what they have in common, in the order of {@link Dimension}.
     *
     * @throws io.serai.api.error.CallerException where the cursor is none
     * @throws io.serai.api.error.GatewayException where the database is away
     */
    public Page query(UsageQuery query) {
        long offset = query.offset();
        List<UsageRow> rows = database.read(handle -> rows(handle, query, offset));
        boolean more = rows.size() > query.limit();
        return new Page(
                more ? List.copyOf(rows.subList(0, query.limit())) : List.copyOf(rows),
                more ? Optional.of(UsageQuery.cursor(offset + query.limit())) : Optional.empty());
    }

    /** The rows from an offset on, and one more than a page has. */
    static List<UsageRow> rows(Handle handle, UsageQuery query, long offset) {
        return bind(handle.createQuery(USAGE), query)
                .bind("offset", offset)
                .bind("limit", query.limit() + 1)
                .map((row, context) -> row(row, query))
                .list();
    }

    private static Query bind(Query statement, UsageQuery query) {
        WholeHours hours = WholeHours.of(query);
        Query bound = query.filter()
                .bind(statement)
                .bind("first_hour", hours.first())
                .bind("last_hour", hours.last())
                .bind("before_hours", hours.before())
                .bind("after_hours", hours.after())
                .bind("bucket", query.bucket().millis())
                .bind("offset_millis", (long) query.zone().getTotalSeconds() * MILLIS);
        for (Dimension dimension : Dimension.values()) {
            bound = bound.bind("by_" + dimension.label(), query.by().contains(dimension));
        }
        return bound;
    }

    private static UsageRow row(ResultSet row, UsageQuery query) throws SQLException {
        Map<Dimension, String> group = new EnumMap<>(Dimension.class);
        for (Dimension dimension : query.by()) {
            group.put(dimension, row.getString("g_" + dimension.label()));
        }
        return new UsageRow(
                group,
                query.bucket() == Bucket.NONE ? 0 : row.getLong("g_bucket"),
                row.getLong("requests"),
                row.getLong("attempts"),
                row.getLong("input"),
                row.getLong("output"),
                new NanoDollars(row.getLong("cost")),
                new NanoDollars(row.getLong("saved")));
    }
}
