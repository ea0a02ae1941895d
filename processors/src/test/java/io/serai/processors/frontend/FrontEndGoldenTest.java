package io.serai.processors.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.api.sse.EventStream;
import io.serai.api.sse.SseEvent;
import io.serai.api.sse.SseParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What front ends make of requests and answers. One folder {@code golden/<front end>/<case>} with {@code source.txt} and some of:
 *
 * <ul>
 *   <li>{@code http-request.json} what a client posts, {@code request.json} the canonical request it becomes
 *   <li>{@code response.json} or {@code response.sse} (chunks as data) the canonical answer, {@code http-response.json} or
 *       {@code http-response.sse} what the client is told; the stream's events are compared by name and data as JSON, other text as it
 *       is; {@code http-response.ndjson} line by line
 *   <li>{@code call.json}: {@code path} posted to, {@code model}, {@code operation} and {@code stream} that the headers tell,
 *       {@code headers} of the request, {@code responseHeaders}, {@code error} with {@code kind} and {@code param}; all optional
 * </ul>
 *
 * A member whose expected value is the string {@code "*"} may be anything.
 */
class FrontEndGoldenTest {

    private static final Json JSON = new Json(new JsonLimits(128, 64 * 1024, 1000, 16 * 1024 * 1024));

    private final CamelContext context = new DefaultCamelContext();

    record Case(FrontEndCandidate frontEnd, Path folder, Map<String, Object> call) {
        boolean has(String file) {
            return Files.exists(folder.resolve(file));
        }

        byte[] bytes(String file) {
            try {
                return Files.readAllBytes(folder.resolve(file));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        Object json(String file) {
            return parse(bytes(file));
        }

        String path() {
            return String.valueOf(call.getOrDefault("path", "/"));
        }

        @Override
        public String toString() {
            return frontEnd.name() + "/" + folder.getFileName();
        }
    }

    static Stream<Case> cases() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (FrontEndCandidate frontEnd : ServiceLoader.load(FrontEndCandidate.class)) {
            Path root = Path.of(FrontEndGoldenTest.class
                    .getResource("/golden/" + frontEnd.name())
                    .toURI());
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(Files::isDirectory).sorted().forEach(folder -> cases.add(caseIn(frontEnd, folder)));
            }
        }
        return cases.stream();
    }

    static Stream<Case> requests() throws Exception {
        return cases().filter(golden -> golden.has("request.json"));
    }

    static Stream<Case> refusals() throws Exception {
        return cases().filter(golden -> golden.call().containsKey("error"));
    }

    static Stream<Case> answers() throws Exception {
        return cases().filter(golden -> golden.has("response.json") || golden.has("response.sse"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void case_saysWhereItComesFrom(Case golden) {
        assertThat(golden.folder().resolve("source.txt")).isNotEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_isUnderstoodAsWritten(Case golden) throws Exception {
        Exchange exchange = read(golden);
        assertThat(exchange.getMessage().getBody()).isEqualTo(golden.json("request.json"));
        header(golden, exchange, "model", CallNames.MODEL);
        header(golden, exchange, "operation", CallNames.OPERATION);
        header(golden, exchange, "stream", CallNames.STREAM);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_namesTheField(Case golden) {
        SeraiException failure = catchThrowableOfType(SeraiException.class, () -> read(golden));
        assertThat(failure).isNotNull();
        Map<?, ?> error = (Map<?, ?>) golden.call().get("error");
        assertThat(failure.kind().label()).isEqualTo(error.get("kind"));
        if (error.containsKey("param")) {
            assertThat(failure.param().orElse(null)).isEqualTo(error.get("param"));
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_isToldAsWritten(Case golden) throws Exception {
        Exchange exchange = read(golden);
        exchange.getMessage().setBody(canonical(golden));
        golden.frontEnd().writer(golden.path()).process(exchange);
        Object told = exchange.getMessage().getBody();
        byte[] bytes = told instanceof EventStream stream ? drain(stream) : (byte[]) told;
        if (golden.call().get("responseHeaders") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> assertThat(exchange.getMessage().getHeader(name.toString(), String.class))
                    .isEqualTo(value));
        }
        if (golden.has("http-response.json")) {
            same(parse(bytes), golden.json("http-response.json"), "");
        } else if (golden.has("http-response.ndjson")) {
            same(lines(bytes), lines(golden.bytes("http-response.ndjson")), "");
        } else {
            same(events(bytes), events(golden.bytes("http-response.sse")), "");
        }
    }

    private Exchange read(Case golden) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, golden.path());
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (golden.call().get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> exchange.getMessage().setHeader(name.toString(), value));
        }
        exchange.getMessage().setBody(golden.has("http-request.json") ? golden.bytes("http-request.json") : null);
        golden.frontEnd().reader(golden.path()).process(exchange);
        return exchange;
    }

    private static Object canonical(Case golden) {
        if (golden.has("response.json")) {
            return golden.json("response.json");
        }
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (Object event : events(golden.bytes("response.sse"))) {
            @SuppressWarnings("unchecked")
            Map<String, Object> chunk = (Map<String, Object>) ((Map<?, ?>) event).get("data");
            chunks.add(chunk);
        }
        return ChatStream.of(chunks);
    }

    private static void header(Case golden, Exchange exchange, String named, String header) {
        if (golden.call().containsKey(named)) {
            assertThat(exchange.getMessage().getHeader(header))
                    .isEqualTo(golden.call().get(named));
        }
    }

    /** Equal but for what may be anything. */
    private static void same(Object found, Object expected, String at) {
        if (expected instanceof Map<?, ?> map && found instanceof Map<?, ?> other) {
            assertThat(other.keySet()).as("members of %s", at).isEqualTo(map.keySet());
            map.forEach((name, value) -> same(other.get(name), value, at + "." + name));
        } else if (expected instanceof List<?> list && found instanceof List<?> other) {
            assertThat(other).as("elements of %s: %s", at, other).hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                same(other.get(i), list.get(i), at + "[" + i + "]");
            }
        } else if (!"*".equals(expected)) {
            assertThat(found).as(at).isEqualTo(expected);
        }
    }

    private static byte[] drain(EventStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
                bytes.writeBytes(frame);
            }
        }
        return bytes.toByteArray();
    }

    private static List<Object> events(byte[] sse) {
        try {
            SseParser parser = new SseParser(16 * 1024 * 1024);
            parser.add(sse);
            List<Object> events = new ArrayList<>();
            for (SseEvent event = parser.poll(); event != null; event = parser.poll()) {
                events.add(Map.of("type", event.type(), "data", jsonOrText(event.data())));
            }
            return events;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Object lines(byte[] ndjson) {
        return new String(ndjson, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Object jsonOrText(byte[] data) {
        try {
            return JSON.read(data, 0, data.length);
        } catch (JsonException e) {
            return new String(data, StandardCharsets.UTF_8);
        }
    }

    private static Object parse(byte[] json) {
        try {
            return JSON.read(json, 0, json.length);
        } catch (JsonException e) {
            throw new AssertionError(new String(json, StandardCharsets.UTF_8) + ": " + e.getMessage(), e);
        }
    }

    private static Case caseIn(FrontEndCandidate frontEnd, Path folder) {
        Path call = folder.resolve("call.json");
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> members =
                    Files.exists(call) ? (Map<String, Object>) parse(Files.readAllBytes(call)) : Map.of();
            return new Case(frontEnd, folder, members);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
