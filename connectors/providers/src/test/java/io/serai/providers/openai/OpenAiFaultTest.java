package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.FaultServer.Connection;
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
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider can do wrong, and what becomes of it. */
@Timeout(60)
class OpenAiFaultTest {

    private static final String KEY = "sk-canary-4711";
    private static final String ANSWER =
            "{\"id\":\"1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"hello 你好 🏕️\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,"
                    + "\"completion_tokens\":2,\"total_tokens\":3}}";
    private static final Timeouts SHORT = new Timeouts(
            Duration.ofMillis(500), Duration.ofMillis(600), Duration.ofMillis(600), Duration.ofSeconds(20));

    private static final Timeouts LONG = new Timeouts(
            Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50));

    private static Vertx vertx;
    private static UpstreamClient http;

    /** How the provider is called. */
    private enum Way {
        WHOLE,
        STREAM
    }

    /** A script, and what is told of it. */
    private record Fault(
            String name, Way way, Script script, ErrorKind kind, Optional<String> code, Optional<Long> retry) {
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
    static void stop() {
        http.close();
        vertx.close();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(http.open()).isZero());
    }

    static Stream<Fault> statuses() {
        return Stream.of(Way.values()).flatMap(OpenAiFaultTest::statuses);
    }

    private static Stream<Fault> statuses(Way way) {
        String key = error("Incorrect API key provided: " + KEY, "invalid_api_key");
        return Stream.of(
                new Fault(
                                "400",
                                way,
                                ErrorKind.CALLER_BAD_REQUEST,
                                answer(400, "", error("top_p must be <= 1", "bad_value")))
                        .code("bad_value"),
                new Fault("400 html", way, ErrorKind.CALLER_BAD_REQUEST, answer(400, "", "<html>secret</html>"))
                        .noCode(),
                new Fault("400 echoing the key", way, ErrorKind.CALLER_BAD_REQUEST, answer(400, "", key))
                        .code("invalid_api_key"),
                new Fault("401", way, ErrorKind.PROVIDER_AUTH, answer(401, "", key)),
                new Fault(
                                "402",
                                way,
                                ErrorKind.PROVIDER_RATE_LIMITED,
                                answer(402, "", error("Insufficient Balance", "x")))
                        .code("insufficient_quota"),
                new Fault("403", way, ErrorKind.PROVIDER_AUTH, answer(403, "", key)),
                new Fault(
                        "403 moderation",
                        way,
                        ErrorKind.PROVIDER_CONTENT_FILTER,
                        answer(
                                403,
                                "",
                                "{\"error\":{\"code\":403,\"message\":\"flagged\",\"metadata\":{\"flagged_input\":\"…\"}}}")),
                new Fault(
                                "404",
                                way,
                                ErrorKind.CALLER_NOT_FOUND,
                                answer(404, "", error("no such model", "model_not_found")))
                        .code("model_not_found"),
                new Fault("404 html", way, ErrorKind.CALLER_NOT_FOUND, answer(404, "", "<html>"))
                        .code("model_not_found"),
                new Fault("405", way, ErrorKind.PROVIDER_BAD_RESPONSE, answer(405, "", "")),
                new Fault("408", way, ErrorKind.PROVIDER_TIMEOUT, answer(408, "", "")),
                new Fault("413", way, ErrorKind.CALLER_TOO_LARGE, answer(413, "", "")),
                new Fault(
                                "422 FastAPI",
                                way,
                                ErrorKind.CALLER_BAD_REQUEST,
                                answer(422, "", "{\"detail\":[{\"loc\":[\"body\",\"top_p\"],\"msg\":\"too large\"}]}"))
                        .noCode(),
                new Fault("429", way, ErrorKind.PROVIDER_RATE_LIMITED, answer(429, "", error("slow down, org-1", "x"))),
                new Fault("429 seconds", way, ErrorKind.PROVIDER_RATE_LIMITED, answer(429, "Retry-After: 7\r\n", ""))
                        .retryMillis(7000),
                new Fault(
                                "429 ms",
                                way,
                                ErrorKind.PROVIDER_RATE_LIMITED,
                                answer(429, "retry-after: 7\r\nretry-after-ms: 1250\r\n", ""))
                        .retryMillis(1250),
                new Fault(
                                "429 past date",
                                way,
                                ErrorKind.PROVIDER_RATE_LIMITED,
                                answer(429, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", ""))
                        .retryMillis(0),
                new Fault(
                        "429 nonsense", way, ErrorKind.PROVIDER_RATE_LIMITED, answer(429, "Retry-After: soon\r\n", "")),
                new Fault(
                                "429 quota",
                                way,
                                ErrorKind.PROVIDER_RATE_LIMITED,
                                answer(429, "", error("x", "insufficient_quota")))
                        .code("insufficient_quota"),
                new Fault("500", way, ErrorKind.PROVIDER_UNAVAILABLE, answer(500, "", error("boom at 10.0.0.1", "x"))),
                new Fault("502 html", way, ErrorKind.PROVIDER_UNAVAILABLE, answer(502, "", "<html>bad gateway</html>")),
                new Fault("503 retry", way, ErrorKind.PROVIDER_UNAVAILABLE, answer(503, "Retry-After: 2\r\n", ""))
                        .retryMillis(2000),
                new Fault("504", way, ErrorKind.PROVIDER_TIMEOUT, answer(504, "", "<html>")),
                new Fault("529", way, ErrorKind.PROVIDER_UNAVAILABLE, answer(529, "", "")),
                new Fault(
                        "302",
                        way,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        answer(302, "location: http://127.0.0.1:1/stolen\r\n", "")),
                new Fault("307 to itself", way, ErrorKind.PROVIDER_BAD_RESPONSE, answer(307, "location: /\r\n", "")),
                new Fault("304", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    c.write("HTTP/1.1 304 Not Modified\r\n\r\n");
                    c.awaitClosed();
                }),
                new Fault("400 body never ends", way, ErrorKind.CALLER_BAD_REQUEST, c -> {
                            c.read();
                            c.write("HTTP/1.1 400 -\r\ntransfer-encoding: chunked\r\n\r\n");
                            while (true) {
                                c.chunk("x".repeat(10_000));
                            }
                        })
                        .noCode(),
                new Fault("500 body cut", way, ErrorKind.PROVIDER_UNAVAILABLE, c -> {
                    c.read();
                    c.write("HTTP/1.1 500 -\r\ncontent-length: 100\r\n\r\n{\"error\"");
                }),
                new Fault(
                        "context: OpenAI",
                        way,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        answer(400, "", error("too long", "context_length_exceeded"))),
                new Fault(
                        "context: vLLM",
                        way,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        answer(
                                400,
                                "",
                                "{\"object\":\"error\",\"message\":\"This model's maximum context length is 16384 tokens. However, you"
                                        + " requested 122946 tokens\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}")),
                new Fault(
                        "context: vLLM 0.16",
                        way,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        answer(
                                400,
                                "",
                                "{\"error\":{\"message\":\"You passed 1015 input tokens and requested 10 output tokens. However, the"
                                        + " model's context length is only 1024 tokens\",\"type\":\"BadRequestError\","
                                        + "\"param\":\"input_tokens\",\"code\":400}}")),
                new Fault(
                        "context: llama.cpp",
                        way,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        answer(
                                400,
                                "",
                                "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size. try increasing"
                                        + " the context size or enable context shift\",\"type\":\"exceed_context_size_error\","
                                        + "\"n_prompt_tokens\":14429,\"n_ctx\":8192}}")),
                new Fault(
                        "context: Together",
                        way,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        answer(
                                422,
                                "",
                                error(
                                        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097",
                                        "x"))),
                new Fault(
                        "context: Mistral",
                        way,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        answer(
                                400,
                                "",
                                "{\"object\":\"error\",\"message\":\"Prompt contains 40000 tokens, too large for model with 32768 maximum"
                                        + " context length\",\"type\":\"invalid_request_error\",\"code\":\"3051\"}")),
                new Fault(
                        "filter",
                        way,
                        ErrorKind.PROVIDER_CONTENT_FILTER,
                        answer(400, "", error("filtered", "content_policy_violation"))),
                new Fault(
                        "error in a 200",
                        way,
                        ErrorKind.PROVIDER_RATE_LIMITED,
                        answer(200, JSON, "{\"error\":{\"code\":429,\"message\":\"limited\"}}")),
                new Fault(
                        "error without a status in a 200",
                        way,
                        ErrorKind.PROVIDER_UNAVAILABLE,
                        answer(200, JSON, "{\"error\":\"the model crashed\"}")),
                new Fault(
                        "truncated JSON",
                        way,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        answer(200, JSON, ANSWER.substring(0, 90))),
                new Fault(
                        "HTML with status 200",
                        way,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        answer(200, "", "<html>login</html>")),
                new Fault("empty with status 200", way, ErrorKind.PROVIDER_BAD_RESPONSE, answer(200, "", "")),
                new Fault("a list with status 200", way, ErrorKind.PROVIDER_BAD_RESPONSE, answer(200, JSON, "[]")),
                new Fault("head hangs", way, ErrorKind.PROVIDER_TIMEOUT, c -> {
                    c.read();
                    c.awaitClosed();
                }),
                new Fault("head hangs half-way", way, ErrorKind.PROVIDER_TIMEOUT, c -> {
                    c.read();
                    c.write("HTTP/1.1 200 OK\r\ncontent-");
                    c.awaitClosed();
                }),
                new Fault("body never begins", way, ErrorKind.PROVIDER_TIMEOUT, c -> {
                    c.read();
                    c.streamHead();
                    c.awaitClosed();
                }),
                new Fault("closed without an answer", way, ErrorKind.PROVIDER_UNAVAILABLE, Connection::read),
                new Fault("reset without an answer", way, ErrorKind.PROVIDER_UNAVAILABLE, c -> {
                    c.read();
                    c.reset();
                }),
                new Fault("not HTTP", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    c.write("SSH-2.0-OpenSSH_9.6\r\n\r\n");
                }),
                new Fault(
                        "unknown content-encoding",
                        way,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        answer(200, JSON + "content-encoding: br\r\n", "x")),
                new Fault(
                        "bad gzip",
                        way,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        answer(200, JSON + "content-encoding: gzip\r\n", ANSWER)),
                new Fault("gzip cut", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    byte[] packed = gzip(ANSWER);
                    c.answer(200, JSON + "content-encoding: gzip\r\n", Arrays.copyOf(packed, packed.length - 12));
                }),
                new Fault("content-length short, FIN", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    c.write("HTTP/1.1 200 OK\r\n" + JSON + "content-length: 9999\r\n\r\n" + ANSWER);
                }),
                new Fault("body without length, reset", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    c.write("HTTP/1.1 200 OK\r\n" + JSON + "\r\n" + ANSWER.substring(0, 90));
                    c.reset();
                }),
                new Fault("chunks without an end", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    c.write("HTTP/1.1 200 OK\r\n" + JSON + "transfer-encoding: chunked\r\n\r\n");
                    c.chunk(ANSWER);
                }),
                new Fault("chunks without an end, reset", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    c.write("HTTP/1.1 200 OK\r\n" + JSON + "transfer-encoding: chunked\r\n\r\n");
                    c.chunk(ANSWER);
                    c.reset();
                }),
                new Fault(
                        "answer larger than allowed",
                        way,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        answer(200, JSON, "{\"x\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}")),
                new Fault("gzip bomb", way, ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.read();
                    c.answer(200, JSON + "content-encoding: gzip\r\n", gzip("x".repeat(50 * 1024 * 1024)));
                }));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void fault_beforeTheFirstChunk_isToldByKind(Fault fault) {
        try (FaultServer server = new FaultServer(fault.script())) {
            Backend provider = open(server.url());
            SeraiException failure = failure(() -> {
                if (fault.way() == Way.WHOLE) {
                    provider.answer(call(SHORT));
                } else {
                    provider.stream(call(SHORT));
                }
            });
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(fault.kind());
            assertThat(failure.code()).isEqualTo(fault.code());
            assertThat(failure.retryAfter().map(Duration::toMillis)).isEqualTo(fault.retry());
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void retryAfter_aDateAhead_isTheTimeUntilThen() {
        try (FaultServer server = new FaultServer(answer(429, "Retry-After: Thu, 31 Dec 2099 23:59:59 GMT\r\n", ""))) {
            SeraiException failure = failure(() -> open(server.url()).answer(call(SHORT)));
            assertThat(failure.retryAfter()).hasValue(Duration.ofDays(7));
        }
    }

    @Test
    void badRequest_told_hasTheProvidersWordsAndFieldCutAndRedacted() {
        String words = "x".repeat(400) + " " + KEY + " " + "y".repeat(400);
        String body = "{\"error\":{\"message\":\"" + words + "\",\"param\":\"messages[0]\",\"code\":\"bad\"}}";
        try (FaultServer server = new FaultServer(answer(400, "", body))) {
            SeraiException failure = failure(() -> open(server.url()).answer(call(SHORT)));
            assertThat(failure.param()).hasValue("messages[0]");
            assertThat(failure.getMessage())
                    .hasSize(500)
                    .contains("x [redacted] y")
                    .endsWith("…");
        }
    }

    @Test
    void refusedConnection_isUnavailable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        SeraiException failure =
                failure(() -> open(URI.create("http://127.0.0.1:" + port)).answer(call(SHORT)));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(failure).hasMessage("provider 'acme' cannot be reached: it refused the connection");
    }

    @Test
    void unknownHost_isUnavailable() {
        SeraiException failure =
                failure(() -> open(URI.create("http://nowhere.invalid")).answer(call(LONG)));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(failure.getMessage()).doesNotContain("nowhere");
    }

    static Stream<Fault> midStream() {
        return Stream.of(
                broken("FIN", c -> {}),
                broken("RST", Connection::reset),
                broken("clean end of the body", Connection::lastChunk),
                new Fault("silence", Way.STREAM, ErrorKind.PROVIDER_TIMEOUT, firstChunk(Connection::awaitClosed)),
                broken("not JSON", c -> c.chunk("data: {\"id\":\n\n")),
                broken("a list", c -> c.chunk("data: []\n\n")),
                broken("a giant event", c -> {
                    for (int i = 0; i < 100; i++) {
                        c.chunk("data: " + "x".repeat(10_000));
                    }
                }),
                broken("a giant line", c -> {
                    for (int i = 0; i < 100; i++) {
                        c.chunk("x".repeat(10_000));
                    }
                }),
                broken("end before all choices are finished", c -> {
                    c.chunk("data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
                    c.lastChunk();
                }),
                new Fault(
                        "error in a chunk",
                        Way.STREAM,
                        ErrorKind.PROVIDER_RATE_LIMITED,
                        firstChunk(
                                c -> c.chunk(
                                        "data: {\"error\":{\"code\":429,\"message\":\"x\"},\"choices\":[{\"finish_reason\":\"error\"}]}\n\n"))),
                new Fault(
                        "error event",
                        Way.STREAM,
                        ErrorKind.PROVIDER_UNAVAILABLE,
                        firstChunk(c -> c.chunk("event: error\ndata: {\"message\":\"overloaded\"}\n\n"))),
                new Fault(
                        "context of llama.cpp",
                        Way.STREAM,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        firstChunk(
                                c -> c.chunk(
                                        "data: {\"error\":{\"code\":500,\"message\":\"x\",\"type\":\"exceed_context_size_error\"}}\n\n"))));
    }

    @ParameterizedTest
    @MethodSource("midStream")
    void fault_afterTheFirstChunk_breaksTheStream(Fault fault) {
        try (FaultServer server = new FaultServer(fault.script());
                ChatStream stream = open(server.url()).stream(call(SHORT))) {
            assertThat(text(stream.next())).isEqualTo("first");
            SeraiException failure = failure(() -> stream.forEachRemaining(chunk -> {}));
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(fault.kind());
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** Streams that are odd, and whole all the same. */
    private record Odd(String name, Script script) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Odd> odd() {
        String usage = "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\n";
        String all = event("first") + event("你好, 🏕️👩‍👩‍👧 é") + finish() + usage + "data: [DONE]\n\n";
        return Stream.of(
                new Odd("plain", sse(c -> c.chunk(all))),
                new Odd("no [DONE]", sse(c -> c.chunk(all.replace("data: [DONE]\n\n", "")))),
                new Odd("[DONE] without the empty line", sse(c -> c.chunk(all.strip()))),
                new Odd("CRLF", sse(c -> c.chunk(all.replace("\n", "\r\n")))),
                new Odd("CR", sse(c -> c.chunk(all.replace("\n", "\r")))),
                new Odd("no space after the colon", sse(c -> c.chunk(all.replace("data: ", "data:")))),
                new Odd(
                        "comments",
                        sse(c -> c.chunk(": OPENROUTER PROCESSING\n\n" + all.replace("\n\n", "\n\n: ping\n\n")))),
                new Odd(
                        "comments as data",
                        sse(c -> c.chunk(all.replace("\n\n", "\n\ndata: : keepalive\n\ndata:\n\n")))),
                new Odd("BOM, ids, retry", sse(c -> c.chunk("\uFEFFid: 1\nretry: 10\n" + all))),
                new Odd("byte by byte in chunks", sse(c -> {
                    for (byte b : all.getBytes(StandardCharsets.UTF_8)) {
                        c.chunk(new byte[] {b});
                    }
                })),
                new Odd("body without length, FIN", c -> {
                    c.read();
                    c.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + all);
                }),
                new Odd("HTTP/1.0", c -> {
                    c.read();
                    c.write("HTTP/1.0 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + all);
                }),
                new Odd("gzip", packed("gzip", all)),
                new Odd("deflate", packed("deflate", all)),
                new Odd("a whole answer instead", c -> {
                    c.read();
                    c.answer(
                            200,
                            JSON,
                            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                    + "\"content\":\"first你好, 🏕️👩‍👩‍👧 é\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1}}");
                }));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void oddStream_isRead(Odd odd) {
        try (FaultServer server = new FaultServer(odd.script())) {
            Map<String, Object> answer = open(server.url()).stream(call(SHORT)).collect();
            assertThat(answer.get("choices"))
                    .asString()
                    .isEqualTo(
                            "[{index=0, message={role=assistant, content=first你好, 🏕️👩‍👩‍👧 é}, finish_reason=stop}]");
            assertThat(answer.get("usage")).isEqualTo(Map.of("prompt_tokens", 1));
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void packedAnswer_isUnpacked(String encoding) {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            byte[] packed = encoding.equals("gzip") ? gzip(ANSWER) : deflate(ANSWER);
            c.answer(200, JSON + "content-encoding: " + encoding + "\r\n", packed);
        })) {
            assertThat(open(server.url()).answer(call(SHORT)).toString()).contains("hello 你好 🏕️");
            assertThat(server.requests().remove().headers()).containsEntry("accept-encoding", "gzip, deflate");
        }
    }

    static Stream<String> encodings() {
        return Stream.of("gzip", "deflate");
    }

    @Test
    void packedStream_isReadEventByEvent() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(c -> {
                    c.read();
                    c.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n"
                            + "transfer-encoding: chunked\r\n\r\n");
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, true)) {
                        gzip.write(event("first").getBytes(StandardCharsets.UTF_8));
                        gzip.flush();
                        c.chunk(bytes.toByteArray());
                        bytes.reset();
                        firstRead.await();
                        gzip.write((finish() + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
                    }
                    c.chunk(bytes.toByteArray());
                    c.lastChunk();
                });
                ChatStream stream = open(server.url()).stream(call(SHORT))) {
            assertThat(text(stream.next())).isEqualTo("first");
            firstRead.countDown();
            assertThat(stream.hasNext()).isTrue();
            assertThat(server.requests().remove().headers()).containsEntry("accept-encoding", "identity");
        }
    }

    @Test
    void stream_readToItsEnd_leavesTheConnectionForTheNext() {
        try (FaultServer server = new FaultServer(c -> {
            while (true) {
                c.read();
                c.streamHead();
                c.chunk(event("first"));
                c.chunk(finish() + "data: [DONE]\n\n");
                c.lastChunk();
            }
        })) {
            for (int i = 0; i < 50; i++) {
                List<String> texts = new ArrayList<>();
                open(server.url()).stream(call(SHORT)).forEachRemaining(chunk -> texts.add(text(chunk)));
                assertThat(texts).containsExactly("first", "");
                await().pollDelay(Duration.ZERO)
                        .untilAsserted(() -> assertThat(http.open()).isZero());
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void stream_closedEarly_abortsTheUpstreamConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(firstChunk(c -> {
            c.awaitClosed();
            closed.countDown();
        }))) {
            ChatStream stream = open(server.url()).stream(call(Timeouts.DEFAULT));
            stream.close();
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void isReady_tellsWhetherTheNextChunkIsThere() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(firstChunk(c -> {
                    c.chunk("data: {\"id\"");
                    more.await();
                    c.chunk(":\"2\",\"choices\":[]}\n\n");
                    c.awaitClosed();
                }));
                ChatStream stream = open(server.url()).stream(call(Timeouts.DEFAULT))) {
            assertThat(stream.isReady()).isTrue();
            stream.next();
            assertThat(stream.isReady()).isFalse();
            more.countDown();
            await().until(stream::isReady);
            assertThat(stream.next()).containsEntry("id", "2");
        }
    }

    @Test
    void comments_whileNoTokenComes_doNotStopTheClockOfTheFirstToken() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            for (int i = 0; i < 100_000; i++) {
                c.chunk(": still thinking\n\n");
            }
            c.awaitClosed();
        })) {
            SeraiException failure = failure(() -> open(server.url()).stream(call(SHORT)));
            assertThat(failure).hasMessage("provider 'acme' took longer than 600 ms for the first token");
        }
    }

    private static final String JSON = "content-type: application/json\r\n";

    private static Backend open(URI url) {
        ProviderSettings settings = new ProviderSettings(
                "acme", Optional.of(url.resolve("/v1")), Optional.of(KEY), Map.of(), Map.of(), Timeouts.DEFAULT);
        return new OpenAiDialect().open(settings, http);
    }

    private static ProviderCall call(Timeouts timeouts) {
        return new ProviderCall(
                Operation.CHAT,
                "some-model",
                ChatRequest.ofText("hello").map(),
                timeouts,
                Deadline.NEVER,
                new Cancellation());
    }

    private static SeraiException failure(Runnable call) {
        try {
            call.run();
        } catch (SeraiException e) {
            assertThat(e.getMessage())
                    .doesNotContain(KEY, "127.0.0.1", "http:", "<html", "org-1", "10.0.0.1", "stolen");
            return e;
        }
        throw new AssertionError("expected a failure");
    }

    private static Fault broken(String name, Script then) {
        return new Fault(name, Way.STREAM, ErrorKind.PROVIDER_BAD_RESPONSE, firstChunk(then));
    }

    private static Script firstChunk(Script then) {
        return c -> {
            c.read();
            c.streamHead();
            c.chunk(event("first"));
            then.run(c);
        };
    }

    private static Script sse(Script body) {
        return c -> {
            c.read();
            c.streamHead();
            body.run(c);
            c.lastChunk();
        };
    }

    private static Script packed(String encoding, String all) {
        return c -> {
            c.read();
            byte[] packed = encoding.equals("gzip") ? gzip(all) : deflate(all);
            c.answer(200, "content-type: text/event-stream\r\ncontent-encoding: " + encoding + "\r\n", packed);
        };
    }

    private static Script answer(int status, String headers, String body) {
        return c -> {
            c.read();
            c.answer(status, headers, body);
            c.awaitClosed();
        };
    }

    private static String error(String message, String code) {
        return "{\"error\":{\"message\":\"" + message
                + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"" + code + "\"}}";
    }

    private static String event(String text) {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    private static String finish() {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    }

    private static String text(Map<String, Object> chunk) {
        Map<?, ?> choice = (Map<?, ?>) ((List<?>) chunk.get("choices")).get(0);
        Object content = ((Map<?, ?>) choice.get("delta")).get("content");
        return content == null ? "" : content.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
