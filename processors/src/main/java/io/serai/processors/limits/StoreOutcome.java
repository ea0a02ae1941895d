package io.serai.processors.limits;

/** What became of a change in the database. */
public sealed interface StoreOutcome {

    /** It was made. */
    record Done(StoredLimit limit) implements StoreOutcome {}

    /** There is no such limit. */
    record Absent() implements StoreOutcome {}

    /** Somebody else has changed it since. */
    record Stale(StoredLimit now) implements StoreOutcome {}
}
