package io.serai.gateway.http;

import java.util.List;

/**
 * An answer that is given again to whoever repeats the request.
 *
 * @param print of the request's body
 * @param status of HTTP
 * @param fields names and values of its headers by turns
 * @param body all of its bytes
 * @param form in which it was given
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record KeptAnswer(String print, int status, List<String> fields, byte[] body, Form form) {

    /** How an answer was given. */
    public enum Form {
        WHOLE,
        STREAMED
    }

    public KeptAnswer {
        fields = List.copyOf(fields);
    }

    static KeptAnswer of(String print, AnswerHead head, byte[] body, Form form) {
        return new KeptAnswer(
                print,
                head.status(),
                head.fields().stream().map(CharSequence::toString).toList(),
                body,
                form);
    }

    AnswerHead head() {
        return new AnswerHead(status, List.copyOf(fields));
    }

    /** Bytes it takes to keep it, about. */
    public long weight() {
        return 512L + body.length;
    }
}
