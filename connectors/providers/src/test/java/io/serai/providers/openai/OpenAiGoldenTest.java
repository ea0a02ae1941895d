package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.api.sse.SseEvent;
import io.serai.api.sse.SseParser;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code golden/openai-compatible} is a case: what is asked, what the provider is sent, what it answers, what comes of
 * it. Trees are compared, numbers as they are written. {@code source.txt} says where the case comes from, {@code preset.txt} names a
 * preset.
 */
class OpenAiGoldenTest {

    private static final Json JSON = new Json(new JsonLimits(128, 1024, 1000, 1024 * 1024));

    private static Vertx vertx;
    private static UpstreamClient http;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    }

    @AfterAll
    static void stop() {
        http.close();
        vertx.close();
    }

    static Stream<Path> cases() throws IOException, URISyntaxException {
        Path root = Path.of(
                OpenAiGoldenTest.class.getResource("/golden/openai-compatible").toURI());
        List<Path> folders;
        try (Stream<Path> files = Files.list(root)) {
            folders = files.sorted().toList();
        }
        assertThat(folders).hasSizeGreaterThanOrEqualTo(10);
        return folders.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void golden_askedAndAnswered_isAsWritten(Path folder) throws Exception {
        assertThat(folder.resolve("source.txt")).isNotEmptyFile();
        Map<String, Object> request = object(folder.resolve("request.json"));
        Map<String, Object> asked = new LinkedHashMap<>(request);
        Map<String, Object> expectedRequest = object(folder.resolve("provider-request.json"));
        Path streamed = folder.resolve("provider-response.sse");
        boolean isStream = Files.exists(streamed);
        byte[] answer = Files.readAllBytes(isStream ? streamed : folder.resolve("provider-response.json"));
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.answer(200, "content-type: " + (isStream ? "text/event-stream" : "application/json") + "\r\n", answer);
        })) {
            Backend provider = open(folder, server);
            ProviderCall call = call(expectedRequest.get("model").toString(), request);
            if (isStream) {
                List<Map<String, Object>> chunks = new ArrayList<>();
                try (ChatStream stream = provider.stream(call)) {
                    stream.forEachRemaining(chunks::add);
                }
                assertThat(chunks).isEqualTo(events(folder.resolve("response.sse")));
            } else {
                assertThat(provider.answer(call)).isEqualTo(object(folder.resolve("response.json")));
            }
            FaultServer.Request sent = server.requests().remove();
            assertThat(JSON.readObject(sent.body())).isEqualTo(expectedRequest);
            assertThat(sent.line()).isEqualTo("POST /v1/" + path(request) + " HTTP/1.1");
            assertThat(sent.headers()).containsEntry("authorization", "Bearer sk-test");
            assertThat(sent.headers()).containsEntry("content-type", "application/json");
            assertThat(request).isEqualTo(asked);
        }
    }

    private static Backend open(Path folder, FaultServer server) throws IOException {
        Path preset = folder.resolve("preset.txt");
        Map<String, Object> options =
                Files.exists(preset) ? Map.of("preset", Files.readString(preset).strip()) : Map.of();
        ProviderSettings settings = new ProviderSettings(
                "golden",
                Optional.of(server.url().resolve("/v1")),
                Optional.of("sk-test"),
                Map.of(),
                options,
                Timeouts.DEFAULT);
        return new OpenAiDialect().open(settings, http);
    }

    private static ProviderCall call(String model, Map<String, Object> request) {
        Operation operation = request.containsKey("input") ? Operation.EMBED : Operation.CHAT;
        return new ProviderCall(operation, model, request, Timeouts.DEFAULT, Deadline.NEVER, new Cancellation());
    }

    private static String path(Map<String, Object> request) {
        return request.containsKey("input") ? "embeddings" : "chat/completions";
    }

    private static Map<String, Object> object(Path file) throws IOException, JsonException {
        return JSON.readObject(Files.readAllBytes(file));
    }

    private static List<Map<String, Object>> events(Path file) throws IOException, JsonException {
        SseParser parser = new SseParser(1024 * 1024);
        parser.add(Files.readAllBytes(file));
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (SseEvent event = parser.poll(); event != null; event = parser.poll()) {
            chunks.add(JSON.readObject(event.data()));
        }
        return chunks;
    }
}
