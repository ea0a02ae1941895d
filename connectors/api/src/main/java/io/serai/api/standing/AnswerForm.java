package io.serai.api.standing;

/** How an answer comes: the first token of a stream comes sooner than a whole answer. */
public enum AnswerForm {
    STREAMED,
    WHOLE
}
