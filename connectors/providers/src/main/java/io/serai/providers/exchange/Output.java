package io.serai.providers.exchange;

/** What a call leaves in the body. */
public enum Output {
    /** The answer: a map, or a stream where one was asked for. */
    answer,
    /** The text of the first choice. */
    text,
    /** The text of the first choice, read as JSON. */
    json
}
