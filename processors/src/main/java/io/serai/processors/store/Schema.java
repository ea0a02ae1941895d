package io.serai.processors.store;

/** What the tables are made by. */
public final class Schema {

    /** For H2 and PostgreSQL alike. */
    private static final String BOTH = "classpath:io/serai/db";
    /** What H2 must be told besides. */
    private static final String H2 = "classpath:io/serai/h2";

    /**
     * What the URL of an H2 database ends with, so that it reads the same SQL as PostgreSQL: {@code on conflict do nothing}, for one
     * (<a href="https://h2database.com/html/features.html#compatibility_modes">compatibility modes</a>).
     */
    public static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private Schema() {}

    /** Where Flyway finds the migrations of a database, on the class path. */
    public static String[] migrations(String url) {
        return url.startsWith("jdbc:h2:") ? new String[] {BOTH, H2} : new String[] {BOTH};
    }
}
