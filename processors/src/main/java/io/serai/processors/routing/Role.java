package io.serai.processors.routing;

/** When a target is asked. */
public enum Role {
    /** From the beginning. */
    TARGET,
    /** Once all targets have failed. */
    GENERAL,
    /** For requests that are too long for the targets. */
    CONTEXT_WINDOW,
    /** For requests that the targets' content policies refuse. */
    CONTENT_POLICY,
    /** At the very last, for whatever reason, except for refused content. */
    DEFAULT
}
