package io.serai.bench;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How {@link MockUpstream} answers a model. The name carries the wish, because a gateway hands on the model and little else:
 * {@code bench-json} answers at once, {@code bench-slow-1000} after 1,000 ms, {@code bench-stream-20x50} with 20 chunks of content
 * 50 ms apart, {@code bench-stream-20x0} with 20 chunks in one go.
 *
 * @param chunks of a streamed answer; 0 for a plain one
 * @param millis between chunks, or before a plain answer
 */
record MockAnswer(int chunks, int millis) {

    /** Stands once in every piece of content and nowhere else, so that a reader can count them however they are dressed. */
    static final byte MARK = '~';

    private static final Pattern STREAM = Pattern.compile("bench-stream-(\\d{1,6})x(\\d{1,6})");
    private static final Pattern SLOW = Pattern.compile("bench-slow-(\\d{1,6})");
    private static final byte[] MODEL = "\"model\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAMED = "\"stream\":true".getBytes(StandardCharsets.US_ASCII);
    private static final MockAnswer PLAIN = new MockAnswer(0, 0);

    /** The answer that this request body asks for; empty when its model is none of ours or {@code stream} contradicts it. */
    static Optional<MockAnswer> to(byte[] body) {
        return to(modelOf(body), isStreamed(body));
    }

    /** The answer of a model; empty when it is none of ours or {@code streamed} contradicts it. */
    static Optional<MockAnswer> to(String model, boolean streamed) {
        if (model.equals("bench-json")) {
            return Optional.of(PLAIN);
        }
        Matcher slow = SLOW.matcher(model);
        if (slow.matches()) {
            return Optional.of(new MockAnswer(0, Integer.parseInt(slow.group(1))));
        }
        Matcher stream = STREAM.matcher(model);
        if (stream.matches() && streamed) {
            return Optional.of(new MockAnswer(Integer.parseInt(stream.group(1)), Integer.parseInt(stream.group(2))));
        }
        return Optional.empty();
    }

    static String stream(int chunks, int millis) {
        return "bench-stream-" + chunks + "x" + millis;
    }

    static boolean isStreamed(byte[] body) {
        return indexOf(body, STREAMED, 0) >= 0;
    }

    static String modelOf(byte[] body) {
        int at = indexOf(body, MODEL, 0);
        int open = at < 0 ? -1 : quoteAfter(body, at + MODEL.length);
        int close = open < 0 ? -1 : quoteAfter(body, open + 1);
        return close < 0 ? "" : new String(body, open + 1, close - open - 1, StandardCharsets.US_ASCII);
    }

    private static int quoteAfter(byte[] body, int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            if (body[i] == wanted[0] && startsAt(body, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsAt(byte[] body, byte[] wanted, int at) {
        for (int i = 1; i < wanted.length; i++) {
            if (body[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
