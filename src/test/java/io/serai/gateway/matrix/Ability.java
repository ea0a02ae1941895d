package io.serai.gateway.matrix;

/** What some APIs, or dialects, have no word for. */
enum Ability {
    TOOLS,
    IMAGES,
    SCHEMAS,
    /** Readable reasoning. */
    REASONING,
    /** Reasoning that only verifies with what came with it. */
    SIGNATURES,
    /** Calls have identifiers. */
    CALL_IDS,
    /** Errors say in a word what is wrong. */
    ERROR_KINDS
}
