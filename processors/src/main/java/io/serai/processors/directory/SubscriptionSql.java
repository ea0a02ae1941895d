package io.serai.processors.directory;

/** What is said to SQL about subscriptions. */
final class SubscriptionSql {

    static final String ONE = "select * from subscription where id = :id and tenant = :tenant";

    static final String PAGE =
            """
            select * from subscription
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:application as varchar) is null or application = :application)
              and (cast(:status as varchar) is null or status = :status)
              and (cast(:kind as varchar) is null or kind = :kind)
              and (cast(:name as varchar) is null or position(lower(:name) in lower(name)) > 0)
              and (cast(:before as varchar) is null
                or (cast(:sort as varchar) = '-created_at' and (created_at, id) < (:at, :before))
                or (cast(:sort as varchar) = 'created_at' and (created_at, id) > (:at, :before))
                or (cast(:sort as varchar) = 'name' and (name, id) > (:text, :before))
                or (cast(:sort as varchar) = '-name' and (name, id) < (:text, :before)))
            order by case cast(:sort as varchar) when '-created_at' then created_at end desc,
              case cast(:sort as varchar) when 'created_at' then created_at end,
              case cast(:sort as varchar) when 'name' then name end,
              case cast(:sort as varchar) when '-name' then name end desc,
              case when cast(:sort as varchar) in ('created_at', 'name') then id end,
              id desc limit :limit
            """;

    static final String INSERT =
            """
            insert into subscription (id, tenant, application, kind, name, status, live, note, requested_by, hands,
              decided_by, decision_note, decided_at, expires_at, version, created_at)
            values (:id, :tenant, :application, :kind, :name, :status, 1, :note, :requestedBy, :hands,
              :decidedBy, :decisionNote, :decidedAt, :expires, 1, :now)
            """;

    /** The second of two waits for the first, and then finds nothing that is pending. */
    static final String DECIDE =
            """
            update subscription
            set status = :status, live = :live, decided_by = :by, decision_note = :note, decided_at = :now,
              expires_at = :expires, version = version + 1
            where id = :id and status = 'pending'
            """;

    static final String CANCEL =
            """
            update subscription
            set status = 'cancelled', live = null, decided_by = :by, decision_note = :note, decided_at = :now,
              version = version + 1
            where id = :id and tenant = :tenant and status in ('pending', 'approved')
              and (cast(:expected as bigint) is null or version = :expected)
            """;

    static final String LIVE =
            """
            select count(*) from subscription
            where application = :application and kind = :kind and name = :name and live = 1
            """;

    static final String OF_APPLICATION = "select * from subscription where application = :application";

    static final String OVER =
            "select * from subscription where status = 'approved' and expires_at <= :now order by expires_at limit 500";

    static final String EXPIRE =
            """
            update subscription set status = 'expired', live = null, version = version + 1
            where id = :id and status = 'approved' and expires_at <= :now
            """;

    private SubscriptionSql() {}
}
