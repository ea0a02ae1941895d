package io.serai.gateway.http;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Heartbeat;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.sse.EventStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

    private final ResponseWriter writer;
    private final ErrorAnswers errors;
    private final String requestId;
    private final Deadline deadline;
    private final Cancellation cancellation = new Cancellation();

    /** Made on the event loop, before the route runs. */
    Conversation(RoutingContext ctx, HttpSettings.ClientTimeouts timeouts, ErrorAnswers errors) {
        this.errors = errors;
        this.requestId = RequestId.of(ctx);
        this.deadline = Deadline.after(timeouts.request());
        this.writer = new ResponseWriter(ctx, timeouts, requestId);
        ctx.addEndHandler(ended -> {
            writer.ended();
            if (ended.failed()) {
                cancellation.cancel();
            }
        });
    }

    /** Puts on the exchange what travels with the call. */
    void accompany(Exchange exchange) {
        exchange.setProperty(CallNames.DEADLINE, deadline);
        exchange.setProperty(CallNames.CANCEL, cancellation);
        exchange.setProperty(CallNames.HEARTBEAT, (Heartbeat) writer::startHeartbeat);
    }

    /** Answers with what the route left in the exchange. Returns once the last byte has been handed to the connection. */
    void answer(Exchange exchange) {
        send(exchange);
        cancellation.answered();
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
                writer.whole(head(message, "application/octet-stream"), bytes(exchange, body));
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** Answers with a failure: as a status where none has left, else as the last frame of the stream. */
    void fail(Throwable cause) {
        SeraiException failure = ErrorAnswers.known(cause);
        if (failure.kind() != ErrorKind.CALLER_GONE) {
            writer.fail(failure, errors);
        }
        cancellation.cancel();
    }

    private void stream(Message message, EventStream stream) {
        try (stream) {
            writer.begin(head(message, stream.contentType()));
            SeraiException failure = send(stream);
            if (failure == null) {
                writer.end();
            } else if (failure.kind() == ErrorKind.CALLER_GONE || !writer.hasHead()) {
                throw failure;
            } else {
                writer.write(Buffer.buffer(stream.failure(failure)));
                writer.end();
                cancellation.cancel();
            }
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

    private void copy(Message message, InputStream input) throws IOException {
        try (input) {
            writer.begin(head(message, "application/octet-stream"));
            byte[] piece = new byte[LUMP];
            for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
                writer.write(Buffer.buffer().appendBytes(piece, 0, count));
            }
            writer.end();
        } catch (IOException | RuntimeException e) {
            writer.abort();
            throw e instanceof RuntimeException known
                    ? known
                    : new CallerException(ErrorKind.CALLER_GONE, "The answer broke off.", e);
        }
    }

    private static byte[] bytes(Exchange exchange, @Nullable Object body) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof CharSequence text) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof Map || body instanceof Iterable) {
            return Json.write(body);
        }
        return exchange.getMessage().getBody(byte[].class);
    }

    private static ResponseWriter.Head head(Message message, String defaultType) {
        return response -> {
            Map<String, Object> headers = message.getHeaders();
            Object status = headers.get(Exchange.HTTP_RESPONSE_CODE);
            if (status instanceof Number code) {
                response.setStatusCode(code.intValue());
            }
            for (Map.Entry<String, Object> header : headers.entrySet()) {
                if (header.getValue() != null && HeaderGate.leaves(header.getKey())) {
                    response.putHeader(header.getKey(), header.getValue().toString());
                }
            }
            contentType(response, message.getBody(), defaultType);
        };
    }

    private static void contentType(HttpServerResponse response, @Nullable Object body, String defaultType) {
        if (!response.headers().contains(HttpHeaders.CONTENT_TYPE) && body != null) {
            String type = body instanceof CharSequence ? "text/plain; charset=utf-8" : defaultType;
            response.putHeader(
                    HttpHeaders.CONTENT_TYPE,
                    body instanceof Map || body instanceof Iterable ? "application/json" : type);
        }
    }
}
