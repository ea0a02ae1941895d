package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.FaultServer.Script;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A provider that does what a script says, and what is told of it. Nothing stays open after a test. */
abstract class OpenAiFaultFixture {

    static final String KEY = "sk-canary-4711";
    static final String ANSWER =
            "{\"id\":\"1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"hello 你好 🏕️\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,"
                    + "\"completion_tokens\":2,\"total_tokens\":3}}";
    static final Timeouts SHORT = new Timeouts(
            Duration.ofMillis(500), Duration.ofMillis(600), Duration.ofMillis(600), Duration.ofSeconds(20));

    static final Timeouts LONG = new Timeouts(
            Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50));

    static Vertx vertx;
    static UpstreamClient http;

    /** How the provider is called. */
    enum Way {
        WHOLE,
        STREAM
    }

    /** A script, and what is told of it. */
    record Fault(String name, Way way, Script script, ErrorKind kind, Optional<String> code, Optional<Long> retry) {
        Fault(String name, Way way, ErrorKind kind, Script script) {
            this(name, way, script, kind, Optional.ofNullable(kind.code()), Optional.empty());
        }

        Fault code(String code) {
            return new Fault(name, way, script, kind, Optional.of(code), retry);
        }

        Fault noCode() {
            return new Fault(name, way, script, kind, Optional.empty(), retry);
        }

        Fault retryMillis(long millis) {
            return new Fault(name, way, script, kind, code, Optional.of(millis));
        }

        @Override
        public String toString() {
            return way + ": " + name;
        }
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT.withLimits(32 * 1024, 1024 * 1024, 64 * 1024));
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(http.open()).isZero());
    }

    static final String JSON = "content-type: application/json\r\n";

    static Backend open(URI url) {
        ProviderSettings settings = new ProviderSettings(
                "acme", Optional.of(url.resolve("/v1")), Optional.of(KEY), Map.of(), Map.of(), Timeouts.DEFAULT);
        return new OpenAiDialect().open(settings, http);
    }

    static ProviderCall call(Timeouts timeouts) {
        return new ProviderCall(
                Operation.CHAT,
                "some-model",
                ChatRequest.ofText("hello").map(),
                timeouts,
                Deadline.NEVER,
                new Cancellation());
    }

    static SeraiException failure(Runnable call) {
        try {
            call.run();
        } catch (SeraiException e) {
            assertThat(e.getMessage())
                    .doesNotContain(KEY, "127.0.0.1", "http:", "<html", "org-1", "10.0.0.1", "stolen");
            return e;
        }
        throw new AssertionError("expected a failure");
    }

    static Fault broken(String name, Script then) {
        return new Fault(name, Way.STREAM, ErrorKind.PROVIDER_BAD_RESPONSE, firstChunk(then));
    }

    static Script firstChunk(Script then) {
        return c -> {
            c.read();
            c.streamHead();
            c.chunk(event("first"));
            then.run(c);
        };
    }

    static Script sse(Script body) {
        return c -> {
            c.read();
            c.streamHead();
            body.run(c);
            c.lastChunk();
        };
    }

    static Script packed(String encoding, String all) {
        return c -> {
            c.read();
            byte[] packed = encoding.equals("gzip") ? gzip(all) : deflate(all);
            c.answer(200, "content-type: text/event-stream\r\ncontent-encoding: " + encoding + "\r\n", packed);
        };
    }

    static Script answer(int status, String headers, String body) {
        return c -> {
            c.read();
            c.answer(status, headers, body);
            c.awaitClosed();
        };
    }

    static String error(String message, String code) {
        return "{\"error\":{\"message\":\"" + message
                + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"" + code + "\"}}";
    }

    static String event(String text) {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    static String finish() {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    }

    static String text(Map<String, Object> chunk) {
        Map<?, ?> choice = (Map<?, ?>) ((List<?>) chunk.get("choices")).get(0);
        Object content = ((Map<?, ?>) choice.get("delta")).get("content");
        return content == null ? "" : content.toString();
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] deflate(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
