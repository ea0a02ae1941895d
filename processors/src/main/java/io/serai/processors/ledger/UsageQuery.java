package io.serai.processors.ledger;

import io.serai.api.error.CallerException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to know of what was used.
 *
 * @param by what is told apart; nothing for one sum
 * @param zone whose days and hours are meant
 * @param limit of rows in one page
 * @param cursor where the page before this one ended; empty for the first
 */
public record UsageQuery(
        Filter filter, Set<Dimension> by, Bucket bucket, ZoneOffset zone, int limit, Optional<String> cursor) {

    /** The longest page. */
    public static final int MOST = 10_000;

    /** Which times are told apart. */
    public enum Bucket {
        NONE(0),
        HOUR(3_600_000),
        DAY(86_400_000);

        private final long millis;

        Bucket(long millis) {
            this.millis = millis;
        }

        long millis() {
            return millis;
        }
    }

    public UsageQuery {
        by = Set.copyOf(by);
        if (limit < 1 || limit > MOST) {
            throw CallerException.badField("limit", "The limit must be from 1 to " + MOST + ".");
        }
    }

    /** How many rows come before this page. */
    long offset() {
        return cursor.map(UsageQuery::position).orElse(0L);
    }

    /** The number that a cursor stands for. */
    static long position(String cursor) {
        try {
            long position = Long.parseUnsignedLong(cursor, Character.MAX_RADIX);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException notOurs) {
            throw CallerException.badField("cursor", "The cursor is not one of this API.");
        }
        throw CallerException.badField("cursor", "The cursor is not one of this API.");
    }

    static String cursor(long position) {
        return Long.toString(position, Character.MAX_RADIX);
    }
}
