package io.serai.gateway.http;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Heartbeat;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.meter.Meter;
import io.serai.api.meter.RateLimits;
import io.serai.api.sse.EventStream;
import io.serai.api.trace.Trace;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, seen from the thread that runs the route. What touches the connection is handed to the event loop by
 * {@link ResponseWriter}.
 */
final class Conversation {

    static final String REQUEST_ID = "x-request-id";

    /** Frames that are ready together leave together, up to this many bytes. */
    private static final int LUMP = 16 * 1024;

    private static final byte[] NOTHING = {};

    private final AnswerSink writer;
    private final ErrorAnswers errors;
    private final String path;
    private final String requestId;
    private final Deadline deadline;
    private final List<String> entered;
    private final TrafficListener traffic;
    private final Cancellation cancellation;
    private @Nullable Exchange accompanied;

    /**
     * With the client of a request.
     *
     * @param entered header values that came from the client, see {@link HeaderGate#enter}
     */
    Conversation(Client client, GatewayHttpServer server, List<String> entered) {
        this(client, client.writer(), client.gone(), server, entered);
    }

    /**
     * With whoever reads.
     *
     * @param client who sent the request
     * @param reader where the answer goes
     * @param gone is set off when nobody reads any more
     */
    Conversation(Client client, AnswerSink reader, Cancellation gone, GatewayHttpServer server, List<String> entered) {
        this.errors = server.errors();
        this.traffic = server.traffic();
        this.entered = entered;
        this.path = client.path();
        this.requestId = client.requestId();
        this.deadline = Deadline.after(server.settings().timeouts().request());
        this.writer = reader;
        this.cancellation = gone;
    }

    /** Puts on the exchange what travels with the call. */
    void accompany(Exchange exchange) {
        exchange.setProperty(CallNames.DEADLINE, deadline);
        exchange.setProperty(CallNames.CANCEL, cancellation);
        exchange.setProperty(CallNames.HEARTBEAT, (Heartbeat) writer::startHeartbeat);
        exchange.setProperty(CallNames.REQUEST_ID, requestId);
        if (Trace.isAskedFor(exchange.getIn().getHeader(Trace.HEADER, String.class))) {
            exchange.setProperty(CallNames.TRACE, new Trace());
        }
        accompanied = exchange;
    }

    /** Answers with what the route left in the exchange. Returns once the last byte has been handed to the connection. */
    void answer(Exchange exchange) {
        try {
            send(exchange);
        } finally {
            cancellation.answered();
        }
    }

    private void send(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure != null) {
            fail(failure);
            return;
        }
        Message message = exchange.getMessage();
        Object body = message.getBody();
        try {
            if (body instanceof EventStream stream) {
                stream(message, stream);
            } else if (body instanceof InputStream input) {
                copy(message, input);
            } else {
                AnswerHead head = AnswerHead.of(message, entered);
                writer.whole(head, bytes(exchange, body));
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** Answers with a failure: as a status where none has left, else as the last frame of the stream. */
    void fail(Throwable cause) {
        SeraiException failure = ErrorAnswers.known(cause);
        if (failure.kind() == ErrorKind.CALLER_GONE) {
            writer.abort();
        } else {
            writer.fail(errors.of(path, failure, requestId, trace(), limits()));
        }
        cancellation.cancel();
        cancellation.answered();
    }

    private Optional<RateLimits> limits() {
        Exchange known = accompanied;
        return known == null
                ? Optional.empty()
                : Optional.ofNullable(known.getProperty(CallNames.LIMITS, RateLimits.class));
    }

    private Map<String, Object> trace() {
        Exchange known = accompanied;
        if (known == null) {
            return Map.of();
        }
        Trace trace = known.getProperty(CallNames.TRACE, Trace.class);
        return trace == null ? Map.of() : trace.told(known.getProperty(CallNames.METER, Meter.class));
    }

    private void stream(Message message, EventStream stream) {
        traffic.streamOpened();
        try (stream) {
            writer.begin(AnswerHead.of(message, entered));
            SeraiException failure = send(stream);
            if (failure == null) {
                writer.end();
            } else if (failure.kind() == ErrorKind.CALLER_GONE || !writer.hasHead()) {
                throw failure;
            } else {
                writer.endWith(stream.failure(failure));
                cancellation.cancel();
            }
        } finally {
            traffic.streamClosed();
        }
    }

    /** Sends each frame as soon as it comes, those that come together together. Gives back what broke the stream, if anything. */
    private @Nullable SeraiException send(EventStream stream) {
        Buffer lump = null;
        try {
            for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
                lump = lump == null ? Buffer.buffer(frame) : lump.appendBytes(frame);
                if (lump.length() >= LUMP || !stream.isReady()) {
                    writer.write(lump);
                    lump = null;
                }
            }
            if (lump != null) {
                writer.write(lump);
            }
            return null;
        } catch (RuntimeException e) {
            SeraiException failure = ErrorAnswers.known(e);
            if (lump != null && failure.kind() != ErrorKind.CALLER_GONE) {
                writer.write(lump);
            }
            return failure;
        }
    }

    /** Sends what the input gives, piece by piece. A break after the first byte cuts the connection: the answer must not look whole. */
    private void copy(Message message, InputStream input) throws IOException {
        try (input) {
            writer.begin(AnswerHead.of(message, entered));
            byte[] piece = new byte[LUMP];
            for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
                writer.write(Buffer.buffer().appendBytes(piece, 0, count));
            }
            writer.end();
        } catch (IOException | RuntimeException e) {
            if (writer.hasHead()) {
                writer.abort();
            }
            throw e;
        }
    }

    private static byte[] bytes(Exchange exchange, @Nullable Object body) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body == null) {
            return NOTHING;
        }
        if (body instanceof CharSequence text) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof Map || body instanceof Iterable) {
            return Json.write(body);
        }
        byte[] converted = exchange.getMessage().getBody(byte[].class);
        if (converted == null) {
            throw new IllegalStateException(
                    "the route's answer is a " + body.getClass().getName() + ", which has no form as bytes");
        }
        return converted;
    }
}
