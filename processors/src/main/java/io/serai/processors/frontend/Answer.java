package io.serai.processors.frontend;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.media.ByteStream;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.RateLimits;
import io.serai.api.sse.EventStream;
import io.serai.api.trace.Trace;
import io.serai.processors.prices.CostHeader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a route answered, brought into the form that the caller asked for, with the headers that tell where it comes from. */
public final class Answer {

    private static final String JSON = "application/json";

    private Answer() {}

    /** Writes what a model said: {@code byte[]}, or {@link io.serai.api.sse.EventStream} if the caller asked for a stream. */
    public static void write(Exchange exchange, @Nullable Object said, Asked asked, AnswerShape shape) {
        Bill bill = billOf(exchange);
        if (asked.form() == Asked.Form.STREAMED) {
            ChatStream chunks = said instanceof ChatStream stream ? stream : ChatStream.of(whole(said, asked));
            EventStream events = shape.stream(chunks, asked, bill);
            set(exchange, events, events.contentType(), shape.limits());
        } else {
            Map<String, Object> answer = said instanceof ChatStream stream ? stream.collect() : whole(said, asked);
            set(exchange, Frames.whole(bill.traced(shape.whole(billed(answer, bill)))), JSON, shape.limits());
        }
    }

    /** Writes bytes as they come. */
    public static void write(Exchange exchange, ByteStream bytes) {
        set(exchange, new BytesInput(bytes), bytes.contentType(), LimitHeaders.OPENAI);
    }

    /** Writes events as they come. */
    public static void write(Exchange exchange, EventStream events) {
        set(exchange, events, events.contentType(), LimitHeaders.OPENAI);
    }

    /** Writes a document of some media type. */
    public static void write(Exchange exchange, byte[] document, String contentType) {
        set(exchange, document, contentType, LimitHeaders.OPENAI);
    }

    /** Writes data as JSON; limits, if any are known, are told as OpenAI tells them. */
    public static void write(Exchange exchange, Map<String, Object> answer) {
        write(exchange, answer, LimitHeaders.OPENAI);
    }

    /** Writes data as JSON for callers of an API that tells of limits in its own way, or not at all. */
    public static void write(Exchange exchange, Map<String, Object> answer, LimitHeaders limits) {
        set(exchange, Frames.whole(billOf(exchange).traced(answer)), JSON, limits);
    }

    /** The failure of a route that answers with something that no writer understands. */
    public static GatewayException unexpected(@Nullable Object answer, Asked asked) {
        return new GatewayException(
                ErrorKind.GATEWAY_INTERNAL,
                "The route of the model `" + asked.model() + "` answered with "
                        + (answer == null ? "nothing" : answer.getClass().getName())
                        + "; expected an answer, a stream or text.");
    }

    public static Map<String, Object> billed(Map<String, Object> answer, Bill bill) {
        Map<String, Object> told = answer.get("usage") instanceof Map<?, ?> usage ? cast(usage) : null;
        Map<String, Object> usage = bill.usage(told);
        if (usage == null || usage.equals(told)) {
            return answer;
        }
        Map<String, Object> copy = new LinkedHashMap<>(answer);
        copy.put("usage", usage);
        return copy;
    }

    private static Map<String, Object> whole(@Nullable Object said, Asked asked) {
        if (said instanceof Map<?, ?> answer) {
            return cast(answer);
        }
        if (said instanceof CharSequence text) {
            return ChatResponse.ofText(asked.model(), text.toString()).map();
        }
        throw unexpected(said, asked);
    }

    /** With the trace told who answers, if there is one. */
    private static Bill billOf(Exchange exchange) {
        Bill bill = Bill.of(exchange);
        Trace trace = bill.trace();
        if (trace != null) {
            answering(exchange, bill.meter()).ifPresent(attempt -> trace.resolved(attempt.target()));
        }
        return bill;
    }

    /** The attempt that left its answer in this exchange; where none did, the one that the meter takes for it. */
    private static Optional<Attempt> answering(Exchange exchange, @Nullable Meter meter) {
        Attempt known = exchange.getProperty(CallNames.ATTEMPT, Attempt.class);
        return known != null || meter == null ? Optional.ofNullable(known) : meter.answering();
    }

    private static void set(Exchange exchange, Object body, String contentType, LimitHeaders limits) {
        Message message = exchange.getMessage();
        message.setBody(body);
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        CacheHeaders.write(exchange);
        Meter meter = exchange.getProperty(CallNames.METER, Meter.class);
        limitsOf(exchange, meter)
                .ifPresent(known -> limits.of(known, Instant.now()).forEach(message::setHeader));
        if (meter != null) {
            answering(exchange, meter).ifPresent(attempt -> set(message, attempt));
            message.setHeader("x-serai-attempts", meter.count());
            CostHeader.write(exchange, meter);
            message.setHeader("x-serai-overhead-ms", millis(meter.ownNanos()));
        }
    }

    /** Those of the caller; where it has none, those that the provider told which answered. */
    private static Optional<RateLimits> limitsOf(Exchange exchange, @Nullable Meter meter) {
        RateLimits own = exchange.getProperty(CallNames.LIMITS, RateLimits.class);
        return own != null || meter == null
                ? Optional.ofNullable(own)
                : answering(exchange, meter).flatMap(Attempt::limits);
    }

    /** With three digits after the point. */
    private static String millis(long nanos) {
        long micros = nanos / 1_000;
        String digits = Long.toString(1_000 + micros % 1_000);
        return micros / 1_000 + "." + digits.substring(1);
    }

    private static void set(Message message, Attempt attempt) {
        message.setHeader("x-serai-model", attempt.target());
        if (!attempt.dropped().isEmpty()) {
            message.setHeader("x-serai-dropped", DroppedFields.header(attempt.dropped()));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
