package io.serai.processors.frontend;

import io.serai.api.call.CallNames;
import io.serai.api.call.Deadline;
import io.serai.api.call.Heartbeat;
import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.trace.Trace;
import io.serai.processors.prices.Costs;
import io.serai.processors.prices.NanoDollars;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a reader leaves on the exchange besides the body. */
public final class RequestHeaders {

    /** True of the bytes that were read, not of the data that goes on. */
    private static final List<String> OF_THE_BYTES = List.of(
            Exchange.CONTENT_TYPE,
            Exchange.CONTENT_LENGTH,
            Exchange.CONTENT_ENCODING,
            "Transfer-Encoding",
            "Accept",
            "Accept-Encoding",
            "Connection",
            "Host");

    /** How long the caller waits, for everything together. */
    private static final String TIMEOUT = "x-serai-timeout";

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");

    private RequestHeaders() {}

    public static void set(Exchange exchange, Operation operation, Asked asked) {
        Message message = exchange.getMessage();
        OF_THE_BYTES.forEach(message::removeHeader);
        limit(exchange);
        message.setHeader(CallNames.MODEL, asked.model());
        message.setHeader(CallNames.OPERATION, operation.label());
        message.setHeader(CallNames.STREAM, asked.form() == Asked.Form.STREAMED);
        exchange.setProperty(Asked.PROPERTY, asked);
        trace(exchange, asked);
        Heartbeat heartbeat = exchange.getProperty(CallNames.HEARTBEAT, Heartbeat.class);
        if (heartbeat != null && asked.form() == Asked.Form.STREAMED) {
            heartbeat.start();
        }
    }

    /** Whoever took the request in may have begun a trace already. */
    private static void trace(Exchange exchange, Asked asked) {
        if (exchange.getProperty(CallNames.TRACE) == null
                && Trace.isAskedFor(exchange.getMessage().getHeader(Trace.HEADER, String.class))) {
            exchange.setProperty(CallNames.TRACE, new Trace());
        }
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.requested(asked.model());
            Costs.in(exchange.getContext())
                    .ifPresent(
                            costs -> trace.priced(attempt -> costs.of(attempt).map(NanoDollars::dollars)));
        }
    }

    private static void limit(Exchange exchange) {
        String wish = exchange.getMessage().getHeader(TIMEOUT, String.class);
        if (wish != null) {
            Deadline whole = exchange.getProperty(CallNames.DEADLINE, Deadline.NEVER, Deadline.class);
            exchange.setProperty(
                    CallNames.DEADLINE, Deadline.after(duration(wish)).earlierOf(whole));
        }
    }

    private static Duration duration(String wish) {
        Matcher time = TIME.matcher(wish.strip());
        long millis = time.matches() ? Math.round(Double.parseDouble(time.group(1)) * millisIn(time.group(2))) : 0;
        if (millis <= 0 || millis > LONGEST.toMillis()) {
            throw new CallerException(
                            ErrorKind.CALLER_BAD_REQUEST,
                            "Expected " + TIMEOUT + " to be a time of up to a day such as 30, 2.5s, 500ms or 2m.")
                    .withParam(TIMEOUT);
        }
        return Duration.ofMillis(millis);
    }

    /** A number alone is seconds. */
    private static int millisIn(@Nullable String unit) {
        return switch (unit == null ? "s" : unit) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1_000;
        };
    }
}
