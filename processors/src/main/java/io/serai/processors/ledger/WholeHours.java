package io.serai.processors.ledger;

/**
 * Which part of an interval the sums by the hour answer; all in milliseconds since the epoch, ends exclusive.
 *
 * @param first beginning of the first whole hour
 * @param last end of the last
 * @param before end of what comes before them, from the beginning of the interval
 * @param after beginning of what comes behind them, up to the end of the interval
 */
record WholeHours(long first, long last, long before, long after) {

    static WholeHours of(UsageQuery query) {
        Filter filter = query.filter();
        boolean byTag =
                query.by().contains(Dimension.TAG) || filter.subject().equal().containsKey(Dimension.TAG);
        // India is half an hour off
        boolean splitsHours = Math.floorMod(query.zone().getTotalSeconds() * 1000L, Hours.HOUR) != 0
                && query.bucket() != UsageQuery.Bucket.NONE;
        long first = floor(filter.from());
        first = first < filter.from() ? first + Hours.HOUR : first;
        long last = floor(filter.until());
        return byTag || splitsHours || first >= last
                ? new WholeHours(0, 0, filter.until(), filter.until())
                : new WholeHours(first, last, first, last);
    }

    private static long floor(long moment) {
        return moment - Math.floorMod(moment, Hours.HOUR);
    }
}
