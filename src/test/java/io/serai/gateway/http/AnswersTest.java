package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.InflightRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a route leaves in its exchange becomes an answer. */
class AnswersTest {

    private static final BlockingQueue<Object> BODIES = new LinkedBlockingQueue<>();

    private static TestGateway gateway;
    private RawClient client;

    /** A step that leaves what the test says, or throws it. */
    public static final class Leaving implements Processor {
        @Override
        public void process(Exchange exchange) throws Exception {
            Object body = BODIES.poll(10, TimeUnit.SECONDS);
            if (body instanceof Exception failure) {
                throw failure;
            }
            if (body instanceof Error failure) {
                throw failure;
            }
            exchange.getMessage().setBody("null".equals(body) ? null : body);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup()
                .file(
                        "left.camel.yaml",
                        """
                        - beans:
                            - name: leaving
                              type: io.serai.gateway.http.AnswersTest$Leaving
                        - route:
                            id: left
                            from:
                              uri: platform-http:/left
                              steps:
                                - process: {ref: leaving}
                        - route:
                            id: status
                            from:
                              uri: platform-http:/status
                              steps:
                                - setHeader: {name: CamelHttpResponseCode, simple: "${variable.query[code]}"}
                                - setBody: {simple: "${variable.query[text]}"}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void connect() throws Exception {
        client = RawClient.of(gateway);
        BODIES.clear();
    }

    private RawClient.Answer left(Object body) throws Exception {
        BODIES.add(body);
        return client.get("/left").answer();
    }

    @Test
    void plainBodies_leaveWholeWithTheirType() throws Exception {
        assertThat(left("Gr\u00fc\u00dfe")).satisfies(answer -> {
            assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.header("content-length")).isEqualTo("7");
            assertThat(answer.body()).isEqualTo("Gr\u00fc\u00dfe");
        });
        assertThat(left(new byte[] {65, 66})).satisfies(answer -> {
            assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
            assertThat(answer.body()).isEqualTo("AB");
        });
        assertThat(left(Map.of("a", 1))).satisfies(answer -> {
            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(answer.body()).isEqualTo("{\"a\":1}");
        });
        assertThat(left(List.of(1, 2)).body()).isEqualTo("[1,2]");
        assertThat(left("null")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-length")).isEqualTo("0");
        });
        assertThat(left(new StringBuilder("built")).body()).isEqualTo("built");
    }

    @Test
    void inputStream_leavesPieceByPiece() throws Exception {
        PipedOutputStream pipe = new PipedOutputStream();
        BODIES.add(new PipedInputStream(pipe));
        client.get("/left");
        for (int i = 0; i < 3; i++) {
            pipe.write(("piece " + i + "\n\n").getBytes());
            pipe.flush();
            if (i == 0) {
                assertThat(client.head().header("content-type")).isEqualTo("application/octet-stream");
            }
            assertThat(client.event()).isEqualTo("piece " + i);
        }
        pipe.close();
        assertThat(client.event()).isNull();
    }

    @Test
    void inputStream_thatBreaksAtOnce_isAFailure() throws Exception {
        assertInternal(left(broken()));
    }

    @Test
    void inputStream_thatBreaksLater_isCut() throws Exception {
        BODIES.add(new SequenceInputStream(new ByteArrayInputStream(new byte[10]), broken()));
        assertThat(client.get("/left").untilClosed()).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void unknownFailures_areTold_withoutWhatTheyAre() throws Exception {
        assertInternal(left(new IllegalStateException("jdbc:h2:secret at com.acme.Hidden")));
        assertInternal(left(new IOException("secret")));
        assertInternal(left(new NoClassDefFoundError("com/acme/secret")));
        assertInternal(left(new StackOverflowError("secret")));
        assertInternal(left(new OutOfMemoryError("secret")));
        assertInternal(left(new AssertionError("secret")));
        InflightRepository running = gateway.gateway().camel().getInflightRepository();
        await().untilAsserted(() -> assertThat(running.size()).isZero());
        assertThat(running.size("left")).isZero();
    }

    @Test
    void bodiesWithoutAForm_areFailures() throws Exception {
        assertInternal(left(new Object()));
        assertInternal(left(Map.of("a", new Object())));
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertInternal(left(endless));
        await().until(() -> gateway.gateway().running() == 0);
    }

    private static void assertInternal(RawClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body())
                .startsWith("{\"error\":{\"message\":\"")
                .contains("\"code\":\"internal_error\"")
                .doesNotContain("secret", "Exception", "acme", "java.");
    }

    @ParameterizedTest
    @CsvSource({"200,here", "201,here", "404,here", "429,here", "503,here", "204,''", "304,''"})
    void status_isTheRoutesOwn(int status, String text) throws Exception {
        RawClient.Answer answer =
                client.get("/status?code=" + status + "&text=" + text).answer(status == 304 ? "HEAD" : "GET");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text);
        assertThat(client.get("/livez").answer().body()).isEqualTo("ok\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "99", "100", "101", "199", "600", "-1", "abc"})
    void status_thatIsNone_isAFailure(String status) throws Exception {
        assertInternal(client.get("/status?text=x&code=" + status).answer());
    }

    @Test
    void head_getsTheHeadAlone() throws Exception {
        client.send("HEAD /status?code=200&text=here HTTP/1.1\r\nhost: a\r\n\r\n");
        RawClient.Answer answer = client.answer("HEAD");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(client.get("/livez").answer().body()).isEqualTo("ok\n");
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("secret");
            }
        };
    }
}
