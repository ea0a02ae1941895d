package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F22: requests whose end two readers could see in different places (RFC 9112, 11.2). Each carries a second request where a lenient reader
 * would find one: it must not be executed.
 */
class SmugglingTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        gateway = TestGateway.setup()
                .set("serai.http.header-timeout", "1s")
                .set("serai.http.body-timeout", "1s")
                .set("serai.http.keep-alive", "1s")
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private static final String BODY = TestGateway.chatRequest("plain", "first", "false");
    private static final String SMUGGLED = post(TestGateway.chatRequest("plain", "smuggled", "false"));
    private static final String CHUNKED = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";

    private static String post(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static Arguments framed(String name, String headers, String body) {
        return Arguments.of(
                name,
                "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n" + headers + "\r\n"
                        + body);
    }

    static Stream<Arguments> ambiguous() {
        String length = "content-length: " + BODY.length() + "\r\n";
        List<Arguments> all = new ArrayList<>(List.of(
                framed("length and chunked", length + "transfer-encoding: chunked\r\n", CHUNKED),
                framed("chunked and length", "transfer-encoding: chunked\r\n" + length, CHUNKED),
                framed("short length and chunked", "content-length: 4\r\ntransfer-encoding: chunked\r\n", CHUNKED),
                framed("two lengths", length + "content-length: 5\r\n", BODY),
                framed("two lengths in one", "content-length: " + BODY.length() + ", 5\r\n", BODY),
                framed("signed length", "content-length: +" + BODY.length() + "\r\n", BODY),
                framed("negative length", "content-length: -1\r\n", BODY),
                framed("hexadecimal length", "content-length: 0x10\r\n", BODY),
                framed("length with a space", "content-length: 1 0\r\n", BODY),
                framed("empty length", "content-length: \r\n", BODY),
                framed("huge length", "content-length: 99999999999999999999\r\n", BODY),
                framed("no number for a length", "content-length: abc\r\n", BODY),
                framed("unknown coding", "transfer-encoding: xchunked\r\n", CHUNKED),
                framed("chunked not last", "transfer-encoding: chunked, identity\r\n", CHUNKED),
                framed("identity", "transfer-encoding: identity\r\n" + length, BODY),
                framed("two codings", "transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n", CHUNKED),
                framed("chunked twice", "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n", CHUNKED),
                framed("gzip, chunked", "transfer-encoding: gzip, chunked\r\n", CHUNKED),
                framed("quoted coding", "transfer-encoding: \"chunked\"\r\n", CHUNKED),
                framed("vertical tab in the coding", "transfer-encoding: \u000bchunked\r\n", CHUNKED),
                framed("space before the colon", "transfer-encoding : chunked\r\n" + length, CHUNKED),
                framed("space before the colon of a length", "content-length : 5\r\n", BODY),
                framed("folded coding", "transfer-encoding:\r\n chunked\r\n" + length, CHUNKED),
                framed("underlined length", "content_length: 3\r\ntransfer-encoding: chunked\r\n" + length, CHUNKED),
                framed("folded header", "x: a\r\n b: c\r\n" + length, BODY),
                framed("folded header, by a tab", "x: a\r\n\tb\r\n" + length, BODY),
                framed("fold without text", "x: a\r\n \r\n" + length, BODY),
                framed("header without a colon", "nonsense\r\n" + length, BODY),
                framed("header without a name", ": x\r\n" + length, BODY),
                framed("header without a name or a value", ":\r\n" + length, BODY),
                framed("nul in a header", "x: a\u0000b\r\n" + length, BODY),
                framed("nul in a name", "x\u0000: ab\r\n" + length, BODY),
                framed("carriage return in a header", "x: a\rb\r\n" + length, BODY),
                framed("chunk size is no number", "transfer-encoding: chunked\r\n", "zz\r\n" + BODY + "\r\n0\r\n\r\n"),
                framed("negative chunk size", "transfer-encoding: chunked\r\n", "-1\r\n" + BODY + "\r\n0\r\n\r\n"),
                framed("signed chunk size", "transfer-encoding: chunked\r\n", "+5\r\nhello\r\n0\r\n\r\n"),
                framed("hexadecimal chunk size", "transfer-encoding: chunked\r\n", "0x5\r\nhello\r\n0\r\n\r\n"),
                framed("huge chunk size", "transfer-encoding: chunked\r\n", "fffffffff\r\nhello\r\n0\r\n\r\n"),
                framed("chunk longer than it says", "transfer-encoding: chunked\r\n", "3\r\nhello\r\n0\r\n\r\n"),
                framed(
                        "line feed in a chunk's extension",
                        "transfer-encoding: chunked\r\n",
                        "5;a\nb\r\nhello\r\n0\r\n\r\n"),
                framed("chunk without a carriage return", "transfer-encoding: chunked\r\n", "5\nhello\n0\n\n"),
                Arguments.of("nul in the line", "POST /v1/chat\u0000/completions HTTP/1.1\r\nhost: a\r\n\r\n"),
                Arguments.of("no version", "GET /livez\r\n\r\n"),
                Arguments.of("version in small letters", "GET /livez http/1.1\r\nhost: a\r\n\r\n"),
                Arguments.of("version 1.5", "GET /livez HTTP/1.5\r\nhost: a\r\n\r\n"),
                Arguments.of("version 3", "GET /livez HTTP/3.0\r\nhost: a\r\n\r\n"),
                Arguments.of("version 7.3 with a body", post(BODY).replace("HTTP/1.1", "HTTP/7.3")),
                Arguments.of("no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"),
                Arguments.of("method with odd letters", "GE{T /livez HTTP/1.1\r\nhost: a\r\n\r\n"),
                Arguments.of("space in the path", "GET /livez /x HTTP/1.1\r\nhost: a\r\n\r\n")));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void ambiguousRequest_isRefusedAndTheConnectionClosed(String name, String request) throws Exception {
        int before = upstream.calls();
        try (RawClient client = RawClient.of(gateway).send(request + SMUGGLED)) {
            String answers = client.untilClosed();
            assertThat(STATUS.matcher(answers).results().map(found -> found.group(1)))
                    .as(answers)
                    .containsExactly("400");
            assertThat(answers).contains("{\"error\":{");
        }
        assertThat(upstream.calls()).isEqualTo(before);
    }

    @Test
    void pipelinedRequests_wellFramed_areAnsweredInOrder() throws Exception {
        try (RawClient client =
                RawClient.of(gateway).send(post(BODY) + "GET /livez HTTP/1.1\r\nhost: a\r\n\r\n" + SMUGGLED)) {
            assertThat(client.answer().body()).contains("Hello");
            assertThat(client.answer().body()).isEqualTo("ok\n");
            assertThat(client.answer().body()).contains("Hello");
        }
    }

    @Test
    void absoluteUri_ofAnotherHost_staysWithUs() throws Exception {
        try (RawClient client = RawClient.of(gateway)
                .send("GET http://elsewhere.test/livez HTTP/1.1\r\nhost: elsewhere.test\r\n\r\n")) {
            assertThat(client.answer().body()).isEqualTo("ok\n");
        }
    }

    @Test
    void foldedHeader_thatComesByteByByte_isRefused() throws Exception {
        int before = upstream.calls();
        try (RawClient client = RawClient.of(gateway)) {
            for (char c : "GET /livez HTTP/1.1\r\nhost: a\r\n b: c\r\n\r\n".toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.untilClosed()).isEmpty();
        }
        assertThat(upstream.calls()).isEqualTo(before);
    }

    @Test
    void linesThatBeginWithASpace_inABody_areNoFolds() throws Exception {
        String body = BODY.replace(",", ",\r\n \t");
        try (RawClient client =
                RawClient.of(gateway).send(post(body) + post(body) + "GET /livez HTTP/1.1\r\nhost: a")) {
            assertThat(client.answer().body()).contains("Hello");
            assertThat(client.answer().body()).contains("Hello");
            client.send("\r\n folded\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void tunnel_isRefused() throws Exception {
        try (RawClient client =
                RawClient.of(gateway).send("CONNECT elsewhere.test:443 HTTP/1.1\r\nhost: elsewhere.test:443\r\n\r\n")) {
            assertThat(client.answer().status()).isBetween(400, 499);
        }
    }
}
