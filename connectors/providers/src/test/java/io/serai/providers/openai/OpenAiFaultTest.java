package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.FaultServer.Connection;
import io.serai.providers.spi.Backend;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider can do wrong before the first chunk, and what becomes of it. */
@Timeout(60)
class OpenAiFaultTest extends OpenAiFaultFixture {

    /** Packed beforehand: it takes longer than a busy machine would wait for. */
    private static final byte[] BOMB = gzip("x".repeat(50 * 1024 * 1024));

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
                new Fault("403", way, ErrorKind.PROVIDER_AUTH, answer(403, "", key)).code("provider_forbidden"),
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
                    c.answer(200, JSON + "content-encoding: gzip\r\n", BOMB);
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
}
