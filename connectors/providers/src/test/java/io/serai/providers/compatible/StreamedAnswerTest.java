package io.serai.providers.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatCollector;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translation.Events;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same answer whole and in pieces: what is collected of the pieces is what comes of the whole. */
class StreamedAnswerTest {

    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.EPOCH);
    private static final String ENVELOPE = "{\"id\":\"1\",\"created\":1,\"model\":\"m\",";
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":16,\"prompt_cache_hit_tokens\":4,"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}}";

    private static final Wording WORDING =
            Wording.COMMON.with(Quirk.MISTRAL_PARTS, Quirk.SOURCES_BESIDE_CHOICES, Quirk.REASONING_TOKENS_APART);

    @Test
    void collectedStream_equalsTheWholeAnswer() throws Exception {
        String whole = ENVELOPE
                + "\"object\":\"chat.completion\",\"citations\":[\"https://a.example\"],\"choices\":[{\"index\":0,\"message\":{"
                + "\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm.\"}]},"
                + "{\"type\":\"text\",\"text\":\"Hello\"}],\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},"
                + "\"type\":\"function\"}]},\"finish_reason\":\"eos\"}]," + USAGE;
        List<String> pieces = List.of(
                chunk(
                        "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm.\"}]}]}",
                        "null",
                        "}"),
                chunk("{\"role\":\"assistant\",\"content\":\"Hel\"}", "null", "}"),
                chunk(
                        "{\"content\":\"lo\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}",
                        "null",
                        "}"),
                chunk(
                        "{\"tool_calls\":[{\"function\":{\"arguments\":\"}\"}}]}",
                        "\"eos\"",
                        "," + USAGE.replace("}}}", "}}}")),
                ENVELOPE
                        + "\"object\":\"chat.completion.chunk\",\"choices\":[],\"citations\":[\"https://a.example\"]}");

        Map<String, Object> answer = call().answer(Json.standard().readObject(bytes(whole)), HEAD);
        ChatCollector collector = new ChatCollector();
        Events events = call().events(HEAD);
        for (String piece : pieces) {
            List<Map<String, Object>> chunks = events.chunks("message", bytes(piece));
            assertThat(chunks).isNotNull();
            chunks.forEach(collector::add);
        }
        assertThat(events.isComplete()).isTrue();
        events.rest().forEach(collector::add);

        assertThat(collector.answer()).isEqualTo(answer);
        assertThat(answer.get("usage").toString()).contains("completion_tokens=7", "cached_tokens=4");
    }

    @Test
    void stream_cutBeforeItsFinish_isNotComplete() throws Exception {
        Events events = call().events(HEAD);
        assertThat(events.isComplete()).isFalse();
        events.chunks("message", bytes(chunk("{\"content\":\"a\"}", "null", "}")));
        assertThat(events.isComplete()).isFalse();
        events.chunks("message", bytes(chunk("{}", "\"stop\"", "}")));
        assertThat(events.isComplete()).isTrue();
    }

    private static String chunk(String delta, String finish, String rest) {
        return ENVELOPE + "\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + finish + "}]" + rest;
    }

    private static Translation call() {
        Service service = Service.of(WORDING);
        CompatibleTranslator translator = new CompatibleTranslator(
                service, Address.OPENAI, Map.of(), new ProviderErrors("acme", List.of()), () -> "b");
        return translator.translate(new Asked(Operation.CHAT, "m", Map.of("messages", List.of()), Delivery.STREAM));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
