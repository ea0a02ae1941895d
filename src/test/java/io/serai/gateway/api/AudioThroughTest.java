package io.serai.gateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Audio on its way through the gateway: files unchanged one way, speech piece by piece the other. */
class AudioThroughTest {

    private static final BlockingQueue<HttpServerRequest> CALLS = new LinkedBlockingQueue<>();
    private static final BlockingQueue<Buffer> BODIES = new LinkedBlockingQueue<>();

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving((request, body) -> {
            BODIES.add(body);
            CALLS.add(request);
        });
        gateway = TestGateway.setup().provider("upstream", upstream.baseUrl()).start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void forget() {
        CALLS.clear();
        BODIES.clear();
    }

    @Test
    void transcription_fileReachesTheUpstreamUnchanged() throws Exception {
        byte[] audio = new byte[1 << 20];
        new Random(3).nextBytes(audio);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(field("model", "upstream/whisper-1"));
        form.writeBytes(field("response_format", "srt"));
        form.writeBytes(field("temperature", "0.2"));
        form.writeBytes(field("timestamp_granularities[]", "word"));
        form.writeBytes(
                "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Größe.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n"
                        .getBytes(UTF_8));
        form.writeBytes(audio);
        form.writeBytes("\r\n--B--\r\n".getBytes(UTF_8));

        var answer = client().sendAsync(
                        HttpRequest.newBuilder(gateway.uri("/v1/audio/transcriptions"))
                                .header("content-type", "multipart/form-data; boundary=B")
                                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        HttpServerRequest call = call();
        upstream.vertx().runOnContext(nothing -> call.response()
                .putHeader("content-type", "text/plain")
                .end("1\n00:00:00,000 --> 00:00:01,000\nHi\n\n"));

        assertThat(answer.get(10, SECONDS).body()).isEqualTo("1\n00:00:00,000 --> 00:00:01,000\nHi\n\n");
        assertThat(answer.get().headers().firstValue("content-type")).hasValue("application/x-subrip; charset=utf-8");
        assertThat(call.path()).isEqualTo("/v1/audio/transcriptions");
        assertThat(call.getHeader("content-type")).startsWith("multipart/form-data; boundary=");
        // One character for each byte.
        String sent = new String(BODIES.remove().getBytes(), ISO_8859_1);
        assertThat(sent.contains(new String(audio, ISO_8859_1))).isTrue();
        assertThat(new String(sent.substring(0, 1000).getBytes(ISO_8859_1), UTF_8))
                .contains("name=\"model\"\r\n\r\nwhisper-1\r\n")
                .contains("name=\"temperature\"\r\n\r\n0.2\r\n")
                .contains("name=\"timestamp_granularities[]\"\r\n\r\nword\r\n")
                .contains("name=\"file\"; filename=\"Größe.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n");
    }

    @Test
    void speech_arrivesPieceByPiece() throws Exception {
        var answer = speak("");
        HttpServerResponse said = call().response();
        write(said.setChunked(true).putHeader("content-type", "audio/mpeg"), "first");
        InputStream body = answer.get(10, SECONDS).body();
        byte[] room = new byte[100];
        assertThat(new String(room, 0, body.read(room), UTF_8)).isEqualTo("first");
        write(said, "second");
        assertThat(new String(room, 0, body.read(room), UTF_8)).isEqualTo("second");
        upstream.vertx().runOnContext(nothing -> said.end());
        assertThat(body.read()).isEqualTo(-1);
        assertThat(answer.get().headers().firstValue("content-type")).hasValue("audio/mpeg");
    }

    @Test
    void speech_asEvents_arrivesPieceByPiece() throws Exception {
        var answer = speak(",\"stream_format\":\"sse\"");
        HttpServerRequest call = call();
        assertThat(BODIES.remove().toString()).doesNotContain("stream_format");
        HttpServerResponse said = call.response();
        write(said.setChunked(true).putHeader("content-type", "audio/mpeg"), "first");
        InputStream body = answer.get(10, SECONDS).body();
        byte[] room = new byte[1000];
        assertThat(new String(room, 0, body.read(room), UTF_8))
                .isEqualTo(
                        "event: speech.audio.delta\ndata: {\"type\":\"speech.audio.delta\",\"audio\":\"Zmlyc3Q=\"}\n\n");
        upstream.vertx().runOnContext(nothing -> said.end());
        assertThat(new String(body.readAllBytes(), UTF_8)).startsWith("event: speech.audio.done\n");
        assertThat(answer.get().headers().firstValue("content-type")).hasValue("text/event-stream");
    }

    @Test
    void speech_clientLeaving_abortsTheCall() throws Exception {
        int before = upstream.aborted();
        var answer = speak("");
        HttpServerResponse said = call().response();
        write(said.setChunked(true).putHeader("content-type", "audio/mpeg"), "first");
        try (InputStream body = answer.get(10, SECONDS).body()) {
            assertThat(body.read()).isEqualTo('f');
        }
        await().atMost(5, SECONDS).untilAsserted(() -> {
            assertThat(upstream.aborted()).isEqualTo(before + 1);
            assertThat(gateway.gateway().running()).isZero();
        });
    }

    private static CompletableFuture<HttpResponse<InputStream>> speak(String members) {
        return client().sendAsync(
                        gateway.post(
                                        "/v1/audio/speech",
                                        "{\"model\":\"upstream/tts-1\",\"input\":\"Hi\",\"voice\":\"alloy\"" + members
                                                + "}")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static HttpServerRequest call() throws InterruptedException {
        HttpServerRequest call = CALLS.poll(10, SECONDS);
        assertThat(call).isNotNull();
        return call;
    }

    private static void write(HttpServerResponse response, String text) {
        upstream.vertx().runOnContext(nothing -> response.write(text));
    }

    private static byte[] field(String name, String value) {
        return ("--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(UTF_8);
    }
}
