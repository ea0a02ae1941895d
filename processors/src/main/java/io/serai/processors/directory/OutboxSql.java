package io.serai.processors.directory;

/** What is said to SQL about notices. */
final class OutboxSql {

    static final String TARGETS =
            "select * from notice_target where tenant = :tenant and status = 'active' order by created_at limit 50";

    static final String INSERT =
            """
            insert into notification (id, tenant, target, event, body, status, attempts, next_at, failure, created_at)
            values (:id, :tenant, :target, :event, :body, 'pending', 0, :now, '', :now)
            """;

    /** Rows that another node is about to claim are passed over. */
    static final String DUE =
            """
            select n.id, n.event, n.body, n.attempts, n.target, t.channel, t.address, t.secret
            from notification n join notice_target t on t.id = n.target
            where n.status = 'pending' and n.next_at <= :now and t.status = 'active'
            order by n.next_at limit :most for update skip locked
            """;

    static final String CLAIM = "update notification set next_at = :next, attempts = attempts + 1 where id = :id";

    static final String LATER = "update notification set next_at = :next, failure = :failure where id = :id";

    static final String END =
            "update notification set status = :status, failure = :failure, ended_at = :now where id = :id";

    /** With what was not sent because its target is blocked. */
    static final String SWEEP =
            "delete from notification where created_at < :before and (status <> 'pending' or next_at < :before)";

    private OutboxSql() {}
}
