package io.serai.examples.testing;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.gateway.boot.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** The project's own gateway with one example, on a port of its own, set up as a user would: by gateway.properties and route files. */
public final class ExampleGateway implements AutoCloseable {

    private final Gateway gateway;
    private final Path home;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ExampleGateway(Gateway gateway, Path home) {
        this.gateway = gateway;
        this.home = home;
    }

    /** Starts the example of this folder with these settings. */
    public static ExampleGateway start(String example, Map<String, String> settings) throws Exception {
        return start(example, settings, Map.of());
    }

    /**
     * Starts the example of this folder.
     *
     * @param settings of gateway.properties
     * @param upstreams providers beside those of the project, by name
     */
    public static ExampleGateway start(
            String example, Map<String, String> settings, Map<String, FakeUpstream> upstreams) throws Exception {
        // Not the system's folder: what a killed run leaves, the next clean build takes away.
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "home");
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + " = " + value));
        Files.write(home.resolve("gateway.properties"), lines);
        for (Map.Entry<String, FakeUpstream> upstream : upstreams.entrySet()) {
            Files.writeString(
                    home.resolve(upstream.getKey() + ".camel.yaml"),
                    """
                    - beans:
                        - name: %s
                          type: io.serai.providers.Provider
                          properties: {baseUrl: "%s", apiKey: "sk-test"}
                    """
                            .formatted(upstream.getKey(), upstream.getValue().baseUrl()));
        }
        Gateway gateway = Gateway.start(
                "--routes",
                home.toString(),
                "--routes",
                "../routes",
                "--routes",
                example,
                "--port",
                "0",
                "--management-port",
                "-1",
                "--set",
                "serai.auth=off");
        return new ExampleGateway(gateway, home);
    }

    public CamelContext camel() {
        return gateway.camel();
    }

    /** The models that callers may see. */
    public List<String> models() {
        return gateway.models().models().stream().map(card -> card.id()).toList();
    }

    /** One user message, answered whole. */
    public Answer chat(String model, String text) throws Exception {
        return send(request(model, text));
    }

    /** One user message, answered as a stream, which ends with the usage. */
    public Answer stream(String model, String text) throws Exception {
        Map<String, Object> request = request(model, text);
        request.put("stream", true);
        request.put("stream_options", Map.of("include_usage", true));
        return send(request);
    }

    /** A request with one user message; may be added to. */
    public static Map<String, Object> request(String model, Object content) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", model);
        request.put("messages", List.of(Map.of("role", "user", "content", content)));
        return request;
    }

    public Answer send(Map<String, Object> request) throws IOException, InterruptedException {
        return new Answer(client.send(http(request), HttpResponse.BodyHandlers.ofString()));
    }

    /** The lines of a stream as they arrive. */
    public Stream<String> lines(Map<String, Object> request) throws IOException, InterruptedException {
        return client.send(http(request), HttpResponse.BodyHandlers.ofLines()).body();
    }

    private HttpRequest http(Map<String, Object> request) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json(request)))
                .build();
    }

    static byte[] json(Map<String, Object> map) {
        return Json.write(new byte[0], map, new byte[0]);
    }

    static Map<String, Object> json(String text) {
        try {
            return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new AssertionError("expected JSON, found " + text, e);
        }
    }

    @Override
    public void close() throws Exception {
        gateway.close();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(home);
    }
}
