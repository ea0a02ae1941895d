package io.serai.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.gateway.boot.Gateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway with the project's own front ends and routes of a test, in this process, on ports of its own. */
public final class TestGateway implements AutoCloseable {

    private static final Path ROUTES = Path.of("../routes");
    private static final Pattern KEY = Pattern.compile("serai_[0-9A-Za-z]{36}");

    private final Gateway gateway;
    private final Path folder;
    private final String console;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestGateway(Gateway gateway, Path folder, String console) {
        this.gateway = gateway;
        this.folder = folder;
        this.console = console;
    }

    /** The routes folder under construction. */
    public static final class Setup {
        private final Path folder;
        private final List<String> arguments = new ArrayList<>();

        private Setup(Path folder) {
            this.folder = folder;
        }

        /** Adds a route file. */
        public Setup file(String name, String content) {
            try {
                Files.writeString(folder.resolve(name), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        /** Adds a provider that speaks OpenAI's format at an address. */
        public Setup provider(String name, String baseUrl) {
            return file(
                    "provider-" + name + ".camel.yaml",
                    """
                    - beans:
                        - name: %s
                          type: io.serai.providers.Provider
                          properties: {baseUrl: "%s", apiKey: "sk-test"}
                    """
                            .formatted(name, baseUrl));
        }

        /** Publishes a model with these steps, written at the indentation of a list below {@code steps}. */
        public Setup model(String name, String steps) {
            return file(
                    name + ".camel.yaml",
                    """
                    - route:
                        id: %s
                        from:
                          uri: model:%s
                          parameters: {capabilities: "chat,embed"}
                          steps:
                    """
                                    .formatted(name, name)
                            + steps.indent(8));
        }

        public Setup set(String key, String value) {
            arguments.addAll(List.of("--set", key + "=" + value));
            return this;
        }

        /** Asks everybody who he is; a database in memory, unless another is set later. */
        public Setup accounts(Path data) {
            return set("serai.auth", "on")
                    .set("serai.data", data.toString())
                    .set("serai.database.url", "jdbc:h2:mem:" + UUID.randomUUID());
        }

        public Setup argument(String argument) {
            arguments.add(argument);
            return this;
        }

        public TestGateway start() throws Exception {
            List<String> all =
                    new ArrayList<>(List.of("--routes", folder.toString(), "--port", "0", "--management-port", "0"));
            // What a test says itself comes later, and wins.
            all.addAll(List.of("--set", "serai.auth=off"));
            all.addAll(arguments);
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            try {
                Gateway gateway = Gateway.start(new PrintStream(console, true, UTF_8), all.toArray(String[]::new));
                return new TestGateway(gateway, folder, console.toString(UTF_8));
            } catch (Exception | LinkageError e) {
                delete(folder);
                throw e;
            }
        }

        /** For a gateway that is started by other means, which deletes it. */
        public Path folder() {
            return folder;
        }
    }

    /** The project's own routes, without its named models, and the test's. */
    public static Setup setup() {
        try {
            // Not the system's folder: what a killed run leaves, the next clean build takes away.
            Path target = Files.createDirectories(Path.of("target"));
            Path folder = Files.createTempDirectory(target, "routes");
            copy(ROUTES.resolve("front-ends"), folder.resolve("front-ends"));
            for (String name : List.of("provider-models")) {
                Files.copy(ROUTES.resolve(name + ".camel.yaml"), folder.resolve(name + ".camel.yaml"));
            }
            return new Setup(folder)
                    .file(
                            "provider-simulated.camel.yaml",
                            """
                            - beans:
                                - name: simulated
                                  type: io.serai.providers.Provider
                                  properties: {dialect: simulated}
                            """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    public Gateway gateway() {
        return gateway;
    }

    public Path folder() {
        return folder;
    }

    /** The first administrator's key; empty where none was shown. */
    public String firstKey() {
        Matcher key = KEY.matcher(console);
        return key.find() ? key.group() : "";
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    /** A JSON request to a path. */
    public HttpRequest.Builder post(String path, String json) {
        return HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** One user message to a model, not streamed. */
    public HttpResponse<String> chat(String model, String text) throws IOException, InterruptedException {
        return send(post("/v1/chat/completions", chatRequest(model, text, "false")));
    }

    public static String chatRequest(String model, String text, String stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + text + "\"}]}";
    }

    @Override
    public void close() throws Exception {
        try {
            gateway.close();
        } finally {
            delete(folder);
        }
    }
}
