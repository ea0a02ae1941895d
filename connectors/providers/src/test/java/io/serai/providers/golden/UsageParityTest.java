package io.serai.providers.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.api.sse.SseEvent;
import io.serai.providers.contract.ProviderFixture;
import io.serai.providers.http.Framing;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a call has used is the same, in all its parts, whether it was answered whole or streamed: each usage that a golden case has in either
 * way is put into a recorded answer and into a recorded stream of its dialect.
 */
class UsageParityTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Map<String, ProviderFixture> FIXTURES = new LinkedHashMap<>();

    /** Members of Ollama's answers, beside all others of theirs. */
    private static final List<String> OLLAMA = List.of("prompt_eval_count", "eval_count");

    @BeforeAll
    static void open() {
        ServiceLoader.load(ProviderFixture.class).forEach(fixture -> FIXTURES.put(fixture.dialect(), fixture));
    }

    @AfterAll
    static void close() throws Exception {
        for (ProviderFixture fixture : FIXTURES.values()) {
            fixture.close();
        }
    }

    /** A usage as its provider tells it, and the case that it is of. */
    record Told(GoldenCase golden, Map<String, Object> usage) {

        @Override
        public String toString() {
            return golden + " " + usage;
        }
    }

    static Stream<Told> usages() throws Exception {
        Set<Told> found = new LinkedHashSet<>();
        for (GoldenCase golden : chats()) {
            for (Object recorded : recordings(golden)) {
                usagesIn(golden.dialect(), recorded).forEach(usage -> found.add(new Told(golden, usage)));
            }
        }
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("usages")
    void usage_isTheSameWholeAndStreamed(Told told) throws Exception {
        Map<String, Object> whole = whole(told);
        assertThat(whole).isNotEmpty();
        assertThat(streamed(told)).isEqualTo(whole);
    }

    @Test
    void dialects_thatChat_areAllCompared() throws Exception {
        Set<String> compared = new LinkedHashSet<>();
        usages().forEach(told -> compared.add(told.golden().dialect()));
        assertThat(compared)
                .containsExactlyInAnyOrder(
                        "anthropic",
                        "azure-inference",
                        "azure-openai",
                        "bedrock",
                        "cohere",
                        "gemini",
                        "ollama",
                        "openai-compatible",
                        "openai-responses",
                        "tgi");
    }

    private static Map<String, Object> whole(Told told) throws Exception {
        GoldenCase template = template(told.golden(), golden -> golden.has("response.json"));
        byte[] body = Files.readAllBytes(template.folder().resolve("provider-response.json"));
        Object answer = with(told, GoldenCase.JSON.read(body, 0, body.length));
        return usage(translation(told.golden(), Delivery.WHOLE).answer(answer, head(told.golden())));
    }

    private static Map<String, Object> streamed(Told told) throws Exception {
        GoldenCase template = template(told.golden(), golden -> golden.has("response.sse"));
        Translation translation = translation(told.golden(), Delivery.STREAM);
        Translation.Events events = translation.events(head(told.golden()));
        Map<String, Object> last = Map.of();
        for (SseEvent event : events(template)) {
            List<Map<String, Object>> chunks = events.chunks(event.type(), changed(told, event));
            if (chunks == null) {
                break;
            }
            for (Map<String, Object> chunk : chunks) {
                last = chunk.get("usage") instanceof Map<?, ?> ? usage(chunk) : last;
            }
        }
        for (Map<String, Object> chunk : events.rest()) {
            last = chunk.get("usage") instanceof Map<?, ?> ? usage(chunk) : last;
        }
        return last;
    }

    private static byte[] changed(Told told, SseEvent event) {
        try {
            return Json.write(with(told, GoldenCase.JSON.read(event.data(), 0, event.data().length)));
        } catch (Exception e) {
            return event.data();
        }
    }

    /** The recording with the usage in the place of its own, wherever that stands. */
    private static Object with(Told told, Object recorded) {
        if (told.golden().dialect().equals("ollama")) {
            if (recorded instanceof Map<?, ?> answer && Boolean.TRUE.equals(answer.get("done"))) {
                Map<String, Object> changed = copy(answer);
                OLLAMA.forEach(changed::remove);
                changed.putAll(told.usage());
                return changed;
            }
            return recorded;
        }
        if (recorded instanceof List<?> list) {
            return list.stream().map(each -> with(told, each)).toList();
        }
        if (!(recorded instanceof Map<?, ?> map)) {
            return recorded;
        }
        Map<String, Object> changed = copy(map);
        changed.replaceAll(
                (name, value) -> isUsage(told.golden().dialect(), name, value) ? told.usage() : with(told, value));
        return changed;
    }

    private static boolean isUsage(String dialect, String name, Object value) {
        return value instanceof Map<?, ?> && name.equals(dialect.equals("gemini") ? "usageMetadata" : "usage");
    }

    private static List<Map<String, Object>> usagesIn(String dialect, Object recorded) {
        List<Map<String, Object>> found = new ArrayList<>();
        if (dialect.equals("ollama")) {
            if (recorded instanceof Map<?, ?> answer && answer.containsKey("eval_count")) {
                Map<String, Object> usage = copy(answer);
                usage.keySet().retainAll(OLLAMA);
                found.add(usage);
            }
        } else if (recorded instanceof List<?> list) {
            list.forEach(each -> found.addAll(usagesIn(dialect, each)));
        } else if (recorded instanceof Map<?, ?> map) {
            copy(map).forEach((name, value) -> {
                if (isUsage(dialect, name, value)) {
                    found.add(copy((Map<?, ?>) value));
                } else {
                    found.addAll(usagesIn(dialect, value));
                }
            });
        }
        return found;
    }

    /** Of the case's own dialect, if there is one of the same provider's options. */
    private static GoldenCase template(GoldenCase like, Predicate<GoldenCase> form) throws Exception {
        List<GoldenCase> known = chats().stream()
                .filter(golden -> golden.dialect().equals(like.dialect()) && form.test(golden))
                .filter(golden -> recordings(golden).stream()
                        .anyMatch(each -> !usagesIn(golden.dialect(), each).isEmpty()))
                .toList();
        Optional<GoldenCase> same = known.stream()
                .filter(golden -> golden.map("options").equals(like.map("options")))
                .findFirst();
        return same.orElseGet(() -> known.get(0));
    }

    private static List<GoldenCase> chats() throws Exception {
        return GoldenTest.cases()
                .filter(golden -> !golden.call().containsKey("error"))
                .filter(golden -> golden.asked().operation() == Operation.CHAT)
                .filter(golden -> golden.has("response.json") || golden.has("response.sse"))
                .toList();
    }

    private static List<Object> recordings(GoldenCase golden) {
        try {
            if (golden.streamed().isEmpty()) {
                return golden.has("provider-response.json")
                        ? List.of(golden.json("provider-response.json"))
                        : List.of();
            }
            List<Object> events = new ArrayList<>();
            for (SseEvent event : events(golden)) {
                if (event.data().length > 0 && event.data()[0] == '{') {
                    events.add(GoldenCase.JSON.read(event.data(), 0, event.data().length));
                }
            }
            return events;
        } catch (Exception e) {
            throw new AssertionError(golden + ": " + e.getMessage(), e);
        }
    }

    private static List<SseEvent> events(GoldenCase golden) throws Exception {
        Framing framing = translation(golden, Delivery.STREAM).framing(1024 * 1024);
        Path file = golden.streamed().orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        if (file.getFileName().toString().endsWith(".events.json")) {
            ByteArrayOutputStream framed = new ByteArrayOutputStream();
            for (Object event : (List<?>) GoldenCase.JSON.read(bytes, 0, bytes.length)) {
                framed.writeBytes(FIXTURES.get(golden.dialect()).frame((Map<?, ?>) event));
            }
            bytes = framed.toByteArray();
        }
        framing.add(bytes);
        List<SseEvent> events = new ArrayList<>();
        for (SseEvent event = framing.poll(); event != null; event = framing.poll()) {
            events.add(event);
        }
        return events;
    }

    private static Translation translation(GoldenCase golden, Delivery delivery) {
        Asked asked = golden.asked();
        return FIXTURES.get(golden.dialect())
                .translator(golden.map("options"))
                .translate(new Asked(asked.operation(), asked.model(), asked.request(), delivery));
    }

    private static Head head(GoldenCase golden) {
        return new Head(golden::responseHeader, NOW);
    }

    /** As a client reads it. */
    private static Map<String, Object> usage(Map<String, Object> answer) throws Exception {
        Object usage = answer.getOrDefault("usage", Map.of());
        byte[] written = Json.write(usage);
        return GoldenCase.JSON.readObject(written);
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
