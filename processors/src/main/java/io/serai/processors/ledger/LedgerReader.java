package io.serai.processors.ledger;

import io.serai.api.error.CallerException;
import io.serai.processors.store.Database;
import java.util.List;
import java.util.Optional;

/** Lists the rows of the ledger in SQL, the newest first. */
public final class LedgerReader {

    /** The longest page. */
    public static final int MOST = 1000;

    private static final String LIST =
            """
            select l.* from ledger l
            where l.id < :before and l.at >= :from and l.at < :until
                and (cast(:f_tenant as varchar) is null or l.tenant = :f_tenant)
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
            order by l.id desc limit :limit
            """;

    private static final String OF_REQUEST =
            """
            select * from ledger
            where request = :request and (cast(:tenant as varchar) is null or tenant = :tenant)
            order by id limit 1000
            """;

    private final Database database;

    public LedgerReader(Database database) {
        this.database = database;
    }

    /**
     * One page of rows.
     *
     * @param next the cursor of the next page; empty where this is the last
     */
    public record Page(List<Booking> rows, Optional<String> next) {}

    /**
     * Rows of calls, the latest first.
     *
     * @param cursor where the page before this one ended; empty for the first
     * @throws CallerException where the cursor is none, or the limit is not from 1 to {@link #MOST}
     * @throws io.serai.api.error.GatewayException where the database is away
     */
    public Page list(Filter filter, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > MOST) {
            throw CallerException.badField("limit", "The limit must be from 1 to " + MOST + ".");
        }
        long before = cursor.map(UsageQuery::position).orElse(Long.MAX_VALUE);
        List<Booking> rows = database.read(handle -> filter.bind(handle.createQuery(LIST))
                .bind("before", before)
                .bind("limit", limit + 1)
                .map(BookingRows.MAPPER)
                .list());
        if (rows.size() <= limit) {
            return new Page(List.copyOf(rows), Optional.empty());
        }
        List<Booking> page = List.copyOf(rows.subList(0, limit));
        return new Page(page, Optional.of(UsageQuery.cursor(page.get(limit - 1).id())));
    }

    /**
     * All rows of a request, the first first; at most a thousand.
     *
     * @param tenant whose they must be; empty for anybody's
     */
    public List<Booking> ofRequest(String request, Optional<String> tenant) {
        return database.read(handle -> handle.createQuery(OF_REQUEST)
                .bind("request", request)
                .bind("tenant", tenant)
                .map(BookingRows.MAPPER)
                .list());
    }
}
