package io.serai.providers.anthropic;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints what a translated call of 2 KB and a translated chunk cost, in microseconds; a rough measure to be run by hand. */
final class TranslationCost {

    private static final int ROUNDS = 200_000;

    private TranslationCost() {}

    public static void main(String[] args) throws Exception {
        byte[] request = request();
        System.out.printf("request of %d bytes%n", request.length);
        measure(
                "request read and written, untranslated",
                () -> Json.write(Json.standard().readObject(request)));
        measure(
                "request read, translated, written",
                () -> call(Json.standard().readObject(request)).outgoing().body());
        Head head = new Head(name -> Optional.empty(), Instant.EPOCH);
        byte[] answer =
                ("{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-opus-5\",\"content\":"
                                + "[{\"type\":\"text\",\"text\":\"" + "Hello. ".repeat(60)
                                + "\"}],\"stop_reason\":\"end_turn\","
                                + "\"usage\":{\"input_tokens\":500,\"output_tokens\":120}}")
                        .getBytes(StandardCharsets.UTF_8);
        AnthropicCall call = call(Json.standard().readObject(request));
        measure("answer read and translated", () -> call.answer(Json.standard().readObject(answer), head));
        Translation.Events events = call.events(head);
        events.chunks(
                "message_start",
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        events.chunks(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        byte[] delta =
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" and then\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        measure("chunk", () -> events.chunks("content_block_delta", delta));
    }

    private static AnthropicCall call(Map<String, Object> request) {
        return new AnthropicCall(
                new Asked(Operation.CHAT, "claude-opus-5", request, Delivery.WHOLE),
                AnthropicSettings.of(Map.of()),
                new AnthropicErrors(new ProviderErrors("test", List.of())));
    }

    private static byte[] request() {
        List<Object> messages = new ArrayList<>();
        messages.add(Map.of("role", "system", "content", "You are a helpful assistant. ".repeat(8)));
        for (int i = 0; i < 6; i++) {
            messages.add(
                    Map.of("role", i % 2 == 0 ? "user" : "assistant", "content", "Some words of a talk. ".repeat(10)));
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", "fast");
        request.put("messages", messages);
        request.put("max_tokens", 1000);
        request.put("temperature", 1);
        return Json.write(request);
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static void measure(String name, Work work) throws Exception {
        int kept = 0;
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                kept ^= System.identityHashCode(work.run());
            }
            double micros = (System.nanoTime() - start) / 1000.0 / ROUNDS;
            if (round == 2) {
                System.out.printf("%-40s %.2f us (%d)%n", name, micros, kept & 1);
            }
        }
    }
}
