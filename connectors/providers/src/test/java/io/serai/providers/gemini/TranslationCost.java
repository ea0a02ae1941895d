package io.serai.providers.gemini;

import io.serai.api.json.Json;
import io.serai.providers.http.Translation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints what a translated call of 2 KB and a translated chunk cost, in microseconds; a rough measure to be run by hand. */
final class TranslationCost {

    private static final int ROUNDS = 200_000;

    private TranslationCost() {}

    public static void main(String[] args) throws Exception {
        byte[] request = request();
        byte[] answer = Json.write(Gemini.answer(List.of(Map.of("text", "Hello. ".repeat(60))), "STOP"));
        System.out.printf("request of %d bytes, answer of %d%n", request.length, answer.length);
        measure("request read and written, untranslated", () -> Json.write(read(request)));
        measure(
                "request read, translated, written",
                () -> Gemini.chat(read(request)).outgoing().body());
        measure("answer read", () -> read(answer));
        Translation call = Gemini.chat(read(request));
        measure("answer read and translated", () -> call.answer(read(answer), Gemini.HEAD));
        Translation.Events events = call.events(Gemini.HEAD);
        byte[] event = Json.write(Gemini.answer(List.of(Map.of("text", " and then")), ""));
        measure("chunk", () -> events.chunks("message", event));
    }

    private static Map<String, Object> read(byte[] json) throws Exception {
        return Json.standard().readObject(json);
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
