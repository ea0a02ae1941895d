package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.FaultServer.Script;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams and packings that are odd, and whole all the same. */
@Timeout(60)
class OpenAiOddStreamTest extends OpenAiFaultFixture {

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
}
