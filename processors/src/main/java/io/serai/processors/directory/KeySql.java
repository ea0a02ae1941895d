package io.serai.processors.directory;

/** What is said to SQL about keys. */
final class KeySql {

    static final String PAGE =
            """
            select id from api_key
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:application as varchar) is null or application = :application)
              and (cast(:owner as varchar) is null or owner = :owner)
              and (cast(:status as varchar) is null or status = :status)
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
            insert into api_key (id, tenant, application, owner, name, status, scopes, models, networks, tags,
              expires_at, created_by, version, created_at)
            values (:id, :tenant, :application, :owner, :name, 'active', :scopes, :models, :networks, :tags,
              :expires, :by, 1, :now)
            """;

    static final String UPDATE =
            """
            update api_key
            set name = :name, scopes = :scopes, models = :models, networks = :networks, tags = :tags,
              expires_at = :expires, version = version + 1
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    static final String PUT =
            """
            update api_key set status = :status, version = version + 1
            where id = :id and tenant = :tenant and status <> 'revoked'
              and (cast(:expected as bigint) is null or version = :expected)
            """;

    /** Also keeps others from rotating the same key until this is done. */
    static final String RAISE =
            """
            update api_key set version = version + 1
            where id = :id and tenant = :tenant and status <> 'revoked'
              and (cast(:expected as bigint) is null or version = :expected)
            """;

    static final String INSERT_SECRET =
            """
            insert into key_secret (hash, key_id, shown, created_at) values (:hash, :key, :shown, :now)
            """;

    /** All that had an end already. */
    static final String END_OLDER = "delete from key_secret where key_id = :key and ends_at is not null";

    static final String END_NEWEST = "update key_secret set ends_at = :end where key_id = :key and ends_at is null";

    static final String USED =
            """
            update api_key set last_used_at = :at
            where id = :id and (last_used_at is null or last_used_at < :at)
            """;

    private KeySql() {}
}
