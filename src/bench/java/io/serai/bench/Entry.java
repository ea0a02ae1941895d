package io.serai.bench;

/** One line of the field: a target that runs, or the reason why it doesn't. */
sealed interface Entry permits Target, Entry.Absent {

    String name();

    /** A target that could not be had, and why, in words that a reader of the report can act on. */
    record Absent(String name, String reason) implements Entry {}
}
