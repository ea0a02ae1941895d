package io.serai.providers.simulated;

/**
 * The least that a chunk of a stream brings.
 *
 * @param kind what it brings
 * @param choice whose
 * @param call which of its tool calls
 * @param text of the message, the reasoning or the arguments; a function's name; a finish reason
 * @param tokens how many tokens it is
 */
record Piece(Kind kind, int choice, int call, String text, int tokens) {

    /** In the order in which they come for a choice. */
    enum Kind {
        /** A message that will have text. */
        BEGIN_TEXT,
        /** A message that will have tool calls in place of text. */
        BEGIN_CALLS,
        REASONING,
        CONTENT,
        CALL,
        ARGUMENTS,
        FINISH,
        /** After the last choice. */
        USAGE
    }
}
