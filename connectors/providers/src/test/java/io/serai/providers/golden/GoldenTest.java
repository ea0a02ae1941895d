package io.serai.providers.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.sse.SseEvent;
import io.serai.api.sse.SseParser;
import io.serai.providers.contract.ProviderFixture;
import io.serai.providers.http.Framing;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.http.Translator.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked and answered, for all dialects, as {@link GoldenCase} describes. Trees are compared, numbers as they are written. */
class GoldenTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Map<String, ProviderFixture> FIXTURES = new LinkedHashMap<>();

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

    static Stream<GoldenCase> cases() throws IOException, URISyntaxException {
        List<GoldenCase> cases = new ArrayList<>();
        for (Path dialect :
                folders(Path.of(GoldenTest.class.getResource("/golden").toURI()))) {
            for (Path folder : folders(dialect)) {
                cases.add(GoldenCase.of(dialect.getFileName().toString(), folder));
            }
        }
        return cases.stream();
    }

    static Stream<GoldenCase> requests() throws Exception {
        return cases().filter(golden -> golden.has("provider-request.json"));
    }

    static Stream<GoldenCase> answers() throws Exception {
        return cases().filter(golden -> golden.has("response.json"));
    }

    static Stream<GoldenCase> streams() throws Exception {
        return cases().filter(golden -> golden.streamed().isPresent());
    }

    static Stream<GoldenCase> refusals() throws Exception {
        return cases().filter(golden -> golden.call().containsKey("error"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void case_saysWhereItComesFrom_andTestsSomething(GoldenCase golden) {
        assertThat(golden.folder().resolve("source.txt")).isNotEmptyFile();
        assertThat(golden.has("provider-request.json")
                        || golden.has("response.json")
                        || golden.has("response.sse")
                        || golden.call().containsKey("error"))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_isSentAsWritten(GoldenCase golden) throws Exception {
        Translator.Asked asked = golden.asked();
        Map<String, Object> before = golden.json("request.json");
        Outgoing sent = translator(golden).translate(asked).outgoing();
        assertThat(GoldenCase.JSON.readObject(sent.body())).isEqualTo(golden.json("provider-request.json"));
        assertThat(sent.dropped())
                .containsExactlyInAnyOrderElementsOf(
                        golden.call().get("dropped") instanceof List<?> fields ? strings(fields) : List.of());
        golden.string("path").ifPresent(path -> assertThat(sent.path()).isEqualTo(path));
        assertThat(sent.headers()).isEqualTo(golden.map("headers"));
        assertThat(asked.request()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_isUnderstoodAsWritten(GoldenCase golden) throws Exception {
        byte[] body = Files.readAllBytes(golden.folder().resolve("provider-response.json"));
        Object json = GoldenCase.JSON.read(body, 0, body.length);
        assertThat(asWritten(translator(golden).translate(golden.asked()).answer(json, head(golden))))
                .isEqualTo(golden.json("response.json"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void stream_isUnderstoodAsWritten(GoldenCase golden) throws Exception {
        if (golden.call().containsKey("error")) {
            return;
        }
        List<Map<String, Object>> chunks = read(golden, List.of(recorded(golden)));
        assertThat(asWritten(chunks)).isEqualTo(events(golden.folder().resolve("response.sse")));
        StreamGrammar.check(chunks);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void stream_cutAtEveryByte_isTheSame(GoldenCase golden) throws Exception {
        byte[] whole = recorded(golden);
        List<Map<String, Object>> expected = heard(golden, List.of(whole));
        for (int cut = 1; cut < whole.length; cut++) {
            List<byte[]> halves = List.of(slice(whole, 0, cut), slice(whole, cut, whole.length));
            assertThat(heard(golden, halves)).as("cut at %d", cut).isEqualTo(expected);
        }
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < whole.length; i++) {
            bytes.add(slice(whole, i, i + 1));
        }
        assertThat(heard(golden, bytes)).as("byte by byte").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_isOfItsKind(GoldenCase golden) throws Exception {
        SeraiException failure = catchThrowableOfType(SeraiException.class, () -> provoke(golden));
        assertThat(failure).isNotNull();
        Map<String, Object> error = golden.map("error");
        assertThat(failure.kind().label()).isEqualTo(error.get("kind"));
        if (error.containsKey("param")) {
            assertThat(failure.param().orElse(null)).isEqualTo(error.get("param"));
        }
        if (error.containsKey("code")) {
            assertThat(failure.code().orElse(null)).isEqualTo(error.get("code"));
        }
        if (error.get("message") instanceof String message) {
            assertThat(failure.getMessage()).contains(message);
        }
    }

    private static void provoke(GoldenCase golden) throws Exception {
        Translator translator = translator(golden);
        if (golden.call().get("status") instanceof Number status) {
            byte[] body = golden.has("provider-response.json")
                    ? Files.readAllBytes(golden.folder().resolve("provider-response.json"))
                    : new byte[0];
            throw translator.error(new Refusal(status.intValue(), golden::responseHeader, body, NOW));
        }
        if (golden.streamed().isPresent()) {
            read(golden, List.of(recorded(golden)));
        } else if (golden.has("provider-response.json")) {
            byte[] body = Files.readAllBytes(golden.folder().resolve("provider-response.json"));
            translator.translate(golden.asked()).answer(GoldenCase.JSON.read(body, 0, body.length), head(golden));
        } else {
            translator.translate(golden.asked()).outgoing();
        }
    }

    private static List<Map<String, Object>> read(GoldenCase golden, List<byte[]> pieces) throws Exception {
        List<Map<String, Object>> chunks = new ArrayList<>();
        read(golden, pieces, chunks);
        return chunks;
    }

    /** All chunks; of a stream that breaks off those before, and what broke it. */
    private static List<Map<String, Object>> heard(GoldenCase golden, List<byte[]> pieces) throws Exception {
        List<Map<String, Object>> chunks = new ArrayList<>();
        try {
            read(golden, pieces, chunks);
        } catch (SeraiException e) {
            chunks.add(Map.of("kind", e.kind(), "message", e.getMessage()));
        }
        return chunks;
    }

    private static void read(GoldenCase golden, List<byte[]> pieces, List<Map<String, Object>> chunks)
            throws Exception {
        Translation translation = translator(golden).translate(golden.asked());
        Framing framing = translation.framing(1024 * 1024);
        Translation.Events events = translation.events(head(golden));
        for (byte[] piece : pieces) {
            framing.add(piece);
            for (SseEvent event = framing.poll(); event != null; event = framing.poll()) {
                List<Map<String, Object>> told = events.chunks(event.type(), event.data());
                if (told == null) {
                    chunks.addAll(events.rest());
                    return;
                }
                chunks.addAll(told);
            }
        }
        assertThat(events.isComplete()).as("ends without an end").isTrue();
        chunks.addAll(events.rest());
    }

    private static byte[] recorded(GoldenCase golden) throws Exception {
        Path file = golden.streamed().orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        if (!file.getFileName().toString().endsWith(".events.json")) {
            return bytes;
        }
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        for (Object event : (List<?>) GoldenCase.JSON.read(bytes, 0, bytes.length)) {
            framed.writeBytes(FIXTURES.get(golden.dialect()).frame((Map<?, ?>) event));
        }
        return framed.toByteArray();
    }

    private static Translator translator(GoldenCase golden) {
        ProviderFixture fixture = FIXTURES.get(golden.dialect());
        assertThat(fixture).as("the fixture of %s", golden.dialect()).isNotNull();
        return fixture.translator(golden.map("options"));
    }

    /** What a client reads: whether a number was an Integer or a Long is not to be seen. */
    private static Object asWritten(Object value) throws Exception {
        byte[] bytes = Json.write(value);
        return GoldenCase.JSON.read(bytes, 0, bytes.length);
    }

    private static Head head(GoldenCase golden) {
        return new Head(golden::responseHeader, NOW);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static List<String> strings(List<?> list) {
        return list.stream().map(String::valueOf).toList();
    }

    private static List<Map<String, Object>> events(Path file) throws Exception {
        SseParser parser = new SseParser(1024 * 1024);
        parser.add(Files.readAllBytes(file));
        parser.add("\n\n".getBytes(StandardCharsets.UTF_8));
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (SseEvent event = parser.poll(); event != null; event = parser.poll()) {
            chunks.add(GoldenCase.JSON.readObject(event.data()));
        }
        return chunks;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(Files::isDirectory)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
