package io.serai.gateway.http;

/** Whether a client is told that its answer was made for an earlier request. The header is Stripe's, which others have taken over. */
enum AnswerMark {
    FIRST,
    REPLAYED;

    static final String HEADER = "idempotent-replayed";

    AnswerHead on(AnswerHead head) {
        return this == REPLAYED ? head.with(HEADER, "true") : head;
    }
}
