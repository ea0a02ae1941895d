package io.serai.processors.store;

/** What the tables are made by. */
public final class Schema {

    /** Where Flyway finds the migrations, on the class path: one set for H2 and PostgreSQL. */
    public static final String MIGRATIONS = "classpath:io/serai/db";

    /**
     * What the URL of an H2 database ends with, so that it reads the same SQL as PostgreSQL: {@code on conflict do nothing}, for one
     * (<a href="https://h2database.com/html/features.html#compatibility_modes">compatibility modes</a>).
     */
    public static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private Schema() {}
}
