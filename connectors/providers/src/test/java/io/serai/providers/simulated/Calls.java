package io.serai.providers.simulated;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls as the tests here make them: to a model {@code parrot}, on a clock that stands still. */
final class Calls {

    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private Calls() {}

    static Backend backend(Map<String, Object> options) {
        return new SimulatedBackend("sim", SteeringOptions.ofBean("sim", options), CLOCK);
    }

    static Map<String, Object> answer(Map<String, Object> request) {
        return backend(Map.of()).answer(chat(request));
    }

    static ProviderCall chat(Map<String, Object> request) {
        return chat(request, Timeouts.DEFAULT, Deadline.NEVER, new Cancellation());
    }

    static ProviderCall chat(
            Map<String, Object> request, Timeouts timeouts, Deadline deadline, Cancellation cancellation) {
        return new ProviderCall(Operation.CHAT, "parrot", request, timeouts, deadline, cancellation);
    }

    static ProviderCall embed(Map<String, Object> request) {
        return call(Operation.EMBED, request);
    }

    static ProviderCall call(Operation operation, Map<String, Object> request) {
        return new ProviderCall(operation, "parrot", request, Timeouts.DEFAULT, Deadline.NEVER, new Cancellation());
    }

    static Timeouts timeouts(long firstTokenMs, long idleMs, long totalMs) {
        return new Timeouts(
                Duration.ofSeconds(1),
                Duration.ofMillis(firstTokenMs),
                Duration.ofMillis(idleMs),
                Duration.ofMillis(totalMs));
    }

    /** A request of one user message, with further members. */
    static Map<String, Object> says(String text, Object... members) {
        Map<String, Object> request =
                new LinkedHashMap<>(ChatRequest.ofText(text).map());
        for (int i = 0; i < members.length; i += 2) {
            request.put((String) members[i], members[i + 1]);
        }
        return request;
    }

    static Map<String, Object> steered(String name, Object value) {
        return says("Hello", "simulate", new HashMap<>(Map.of(name, value)));
    }

    static Map<String, Object> function(String name, String description, Map<String, Object> parameters) {
        return Map.of(
                "type",
                "function",
                "function",
                Map.of("name", name, "description", description, "parameters", parameters));
    }

    static Map<?, ?> choice(Map<String, Object> answer, int index) {
        return (Map<?, ?>) ((List<?>) answer.get("choices")).get(index);
    }

    static Map<?, ?> message(Map<String, Object> answer) {
        return (Map<?, ?>) choice(answer, 0).get("message");
    }

    static String text(Map<String, Object> answer) {
        return String.valueOf(message(answer).get("content"));
    }
}
