package io.serai.processors.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.json.Json;
import io.serai.api.media.Blob;
import io.serai.api.sse.EventStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests with files. One folder {@code golden/openai-forms/<case>} with {@code source.txt}, {@code call.json} as other front ends' cases
 * have it, and {@code http-request.multipart} (boundary {@code form-boundary}, line feeds for the wire's line ends) or {@code
 * http-request.json}; {@code request.json} is the canonical request, a file in it {@code {"$file": {filename, contentType, text}}}. Some
 * have {@code response.json}, which is told as {@code http-response.json}, {@code .sse} or {@code .txt}.
 */
class MediaGoldenTest {

    private static final String FORM = "multipart/form-data; boundary=form-boundary";

    static Stream<Path> cases() throws Exception {
        Path root = Path.of(
                MediaGoldenTest.class.getResource("/golden/openai-forms").toURI());
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    static Stream<Path> answers() throws Exception {
        return cases().filter(folder -> Files.exists(folder.resolve("response.json")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void request_isUnderstoodAsWritten(Path folder) throws Exception {
        assertThat(folder.resolve("source.txt")).isNotEmptyFile();
        Map<String, Object> call = json(folder, "call.json");
        Exchange exchange = read(folder, call);
        assertThat(spelt(exchange.getMessage().getBody())).isEqualTo(json(folder, "request.json"));
        Map.of("model", CallNames.MODEL, "operation", CallNames.OPERATION, "stream", CallNames.STREAM)
                .forEach((named, header) -> {
                    if (call.containsKey(named)) {
                        assertThat(exchange.getMessage().getHeader(header)).isEqualTo(call.get(named));
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_isToldAsWritten(Path folder) throws Exception {
        Map<String, Object> call = json(folder, "call.json");
        Exchange exchange = read(folder, call);
        exchange.getMessage().setBody(json(folder, "response.json"));
        (isImage(call) ? new ImagesWriter() : new TranscriptionWriter()).process(exchange);
        Object told = exchange.getMessage().getBody();
        byte[] bytes = told instanceof EventStream stream ? drained(stream) : (byte[]) told;
        if (call.get("responseHeaders") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) ->
                    assertThat(exchange.getMessage().getHeader((String) name)).isEqualTo(value));
        }
        if (Files.exists(folder.resolve("http-response.json"))) {
            assertThat(Json.standard().readObject(bytes)).isEqualTo(json(folder, "http-response.json"));
        } else if (Files.exists(folder.resolve("http-response.txt"))) {
            assertThat(new String(bytes, UTF_8)).isEqualTo(Files.readString(folder.resolve("http-response.txt")));
        } else {
            assertThat(events(new String(bytes, UTF_8)))
                    .isEqualTo(events(Files.readString(folder.resolve("http-response.sse"))));
        }
    }

    private static Exchange read(Path folder, Map<String, Object> call) throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, call.get("path"));
        Path form = folder.resolve("http-request.multipart");
        boolean isForm = Files.exists(form);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, isForm ? FORM : "application/json");
        exchange.getMessage()
                .setBody(
                        isForm
                                ? Files.readString(form).replace("\n", "\r\n").getBytes(UTF_8)
                                : Files.readAllBytes(folder.resolve("http-request.json")));
        Processor reader = isImage(call) ? new ImagesReader() : new TranscriptionReader();
        reader.process(exchange);
        return exchange;
    }

    private static boolean isImage(Map<String, Object> call) {
        return String.valueOf(call.get("path")).startsWith("/v1/images");
    }

    /** Files as the cases spell them. */
    private static Object spelt(Object value) {
        if (value instanceof Blob file) {
            return Map.of(
                    "$file",
                    Map.of(
                            "filename",
                            file.filename(),
                            "contentType",
                            file.contentType(),
                            "text",
                            new String(file.bytes(), UTF_8)));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(MediaGoldenTest::spelt).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(name, spelt(member)));
            return copy;
        }
        return value;
    }

    private static List<Object> events(String sse) {
        return Stream.of(sse.split("\n\n")).map(MediaGoldenTest::event).toList();
    }

    private static Object event(String frame) {
        int data = frame.indexOf("\ndata: ");
        try {
            return List.of(
                    frame.substring(0, data),
                    Json.standard().readObject(frame.substring(data + 7).getBytes(UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(frame, e);
        }
    }

    private static byte[] drained(EventStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    private static Map<String, Object> json(Path folder, String file) throws Exception {
        return Json.standard().readObject(Files.readAllBytes(folder.resolve(file)));
    }
}
