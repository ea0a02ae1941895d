package io.serai.processors.ledger;

/** What a call is charged that was given up before its provider had said a word: it may have worked, and may bill it. */
public enum Silence {
    /** Nothing. */
    FREE,
    /** Its prompt, as estimated. */
    PROMPT
}
