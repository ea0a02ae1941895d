package io.serai.processors.directory;

/** What the directory reads. */
final class Sql {

    static final String TENANTS = "select * from tenant";
    static final String TENANT = "select * from tenant where id = :id";
    static final String TEAMS = "select * from team";
    static final String TEAM = "select * from team where id = :id";
    static final String APPLICATIONS = "select * from application";
    static final String APPLICATION = "select * from application where id = :id";
    static final String USERS = "select * from app_user";
    static final String USER = "select * from app_user where id = :id";
    static final String ROLES = "select * from role_binding";
    static final String ROLE = "select * from role_binding where id = :id";
    static final String VISIBILITIES = "select * from visibility";
    static final String VISIBILITY = "select * from visibility where id = :id";
    static final String APPROVED_SUBSCRIPTIONS = "select * from subscription where status = 'approved'";
    static final String SUBSCRIPTION = "select * from subscription where id = :id";
    static final String KEYS = "select * from api_key";
    static final String KEY = "select * from api_key where id = :id";
    /** The one without an end is the newest, even where two were made in the same millisecond. */
    static final String SECRETS =
            "select * from key_secret order by case when ends_at is null then 0 else 1 end, created_at desc";

    static final String SECRETS_OF_KEY =
            """
            select * from key_secret where key_id = :id
            order by case when ends_at is null then 0 else 1 end, created_at desc
            """;

    private Sql() {}
}
