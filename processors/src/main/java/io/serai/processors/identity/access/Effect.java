package io.serai.processors.identity.access;

/** What a rule does with a call that it fits. */
enum Effect {
    ALLOW,
    DENY
}
