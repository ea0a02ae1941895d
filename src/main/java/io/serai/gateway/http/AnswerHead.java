package io.serai.gateway.http;

import io.serai.api.sse.EventStream;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer. Read from a message on the thread that runs the route, so that what is wrong with them is a failure
 * like any other, and applied on the event loop.
 *
 * @param status from 200 to 599
 * @param fields names and values by turns
 */
record AnswerHead(int status, List<CharSequence> fields) {

    /** Of a stream that says {@code : ping} before its route has said anything. */
    static final AnswerHead PINGED = events("text/event-stream");

    /**
     * What a route left, by the allow-list of {@link HeaderGate}.
     *
     * @param entered values that the client sent, which are no part of the answer where the route left them lying
     */
    static AnswerHead of(Message message, List<String> entered) {
        Object body = message.getBody();
        AnswerHead head = body instanceof EventStream stream
                ? events(stream.contentType())
                : new AnswerHead(status(message), new ArrayList<>());
        boolean typed = body == null || body instanceof EventStream;
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            Object value = header.getValue();
            String name = header.getKey();
            if (value == null || !HeaderGate.leaves(name) || isOneOf(value, entered)) {
                continue;
            }
            boolean type = name.equalsIgnoreCase(Exchange.CONTENT_TYPE);
            if (!type || !(body instanceof EventStream)) {
                head.add(name, value.toString());
            }
            typed |= type;
        }
        if (!typed) {
            head.add(Exchange.CONTENT_TYPE, defaultType(body));
        }
        return head;
    }

    /** The same with one more field. */
    AnswerHead with(CharSequence name, CharSequence value) {
        List<CharSequence> more = new ArrayList<>(fields);
        more.add(name);
        more.add(value);
        return new AnswerHead(status, more);
    }

    void apply(HttpServerResponse response) {
        response.setStatusCode(status);
        for (int i = 0; i < fields.size(); i += 2) {
            response.putHeader(fields.get(i), fields.get(i + 1));
        }
    }

    private static AnswerHead events(String type) {
        AnswerHead head = new AnswerHead(200, new ArrayList<>());
        head.fields.add(HttpHeaders.CONTENT_TYPE);
        head.fields.add(type);
        head.fields.add(HttpHeaders.CACHE_CONTROL);
        head.fields.add("no-cache");
        // Proxies such as nginx hold streams back unless told not to.
        head.fields.add("x-accel-buffering");
        head.fields.add("no");
        return head;
    }

    private void add(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new IllegalStateException(
                        "the route's answer has a control character in the header '" + name + "' at " + i);
            }
        }
        fields.add(name);
        fields.add(value);
    }

    private static int status(Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status == null) {
            return 200;
        }
        if (status < 200 || status > 599) {
            throw new IllegalStateException("the route's answer has the status " + status + ", expected 200 to 599");
        }
        return status;
    }

    /** By identity: a route may answer with a value that is equal to the client's. */
    private static boolean isOneOf(Object value, List<String> entered) {
        for (int i = 0; i < entered.size(); i++) {
            if (entered.get(i) == value) {
                return true;
            }
        }
        return false;
    }

    private static String defaultType(@Nullable Object body) {
        if (body instanceof CharSequence) {
            return "text/plain; charset=utf-8";
        }
        return body instanceof Map || body instanceof Iterable ? "application/json" : "application/octet-stream";
    }
}
