package io.serai.bench;

/** Adds up the answers of one load. */
final class LoadTally {

    private final Histogram latency = new Histogram();
    private final Histogram firstMark = new Histogram();
    private final Histogram gap = new Histogram();
    private final long startedAt;
    private final long recordFrom;
    private long lastAt;
    private long completed;
    private long recorded;
    private long errors;
    private String firstError = "";
    private long marks;
    private long open;
    private long peakOpen;

    LoadTally(long startedAt, long settleNanos) {
        this.startedAt = startedAt;
        this.recordFrom = startedAt + settleNanos;
        this.lastAt = startedAt;
    }

    void started() {
        open++;
        peakOpen = Math.max(peakOpen, open);
    }

    /** New content of an answer that began at {@code began}: {@code count} marks at once, {@code since} the last ones. */
    void marked(long began, int count, long since, boolean first) {
        marks += count;
        if (began < recordFrom) {
            return;
        }
        (first ? firstMark : gap).record(since);
        for (int i = 1; i < count; i++) {
            gap.record(0);
        }
    }

    void completed(long began, long now) {
        open--;
        completed++;
        lastAt = now;
        if (began >= recordFrom) {
            recorded++;
            latency.record(now - began);
        }
    }

    void failed(String error) {
        open--;
        refused(error);
    }

    /** An error before a request was sent. */
    void refused(String error) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = error;
        }
    }

    long errors() {
        return errors;
    }

    long open() {
        return open;
    }

    boolean hopeless() {
        return errors > 100 && errors > completed;
    }

    LoadResult result() {
        long measured = Math.max(1, lastAt - recordFrom);
        return new LoadResult(
                completed,
                errors,
                firstError,
                (long) (recorded * 1e12 / measured),
                lastAt - startedAt,
                marks,
                peakOpen,
                latency.percentiles(),
                firstMark.percentiles(),
                gap.percentiles());
    }
}
