package io.serai.processors.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** As much of Keycloak's Authorization Services as decides about models, on loopback; counts what it is asked. */
final class FakeAuthorization implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The bodies of all questions about permissions. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile List<String> models = List.of("fast", "smart", "openai/*");
    volatile String permitted = "id-fast";
    volatile int failing;
    volatile Runnable beforeAnswer = () -> {};
    volatile String otherServer = "";

    FakeAuthorization() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/realms/serai/.well-known/uma2-configuration", this::metadata);
        server.createContext("/token", this::token);
        server.createContext("/resources", this::resources);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String base = otherServer.isEmpty() ? address() : otherServer;
        answer(
                exchange,
                200,
                "{\"token_endpoint\":\"%1$s/token\",\"resource_registration_endpoint\":\"%1$s/resources\"}"
                        .formatted(base));
    }

    private void resources(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                models.stream()
                        .map(name -> "{\"name\":\"%1$s\",\"_id\":\"id-%1$s\",\"type\":\"model\"}".formatted(name))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (body.contains("client_credentials")) {
            // Of its own token the client looks at the times only.
            answer(exchange, 200, "{\"access_token\":\"e30.eyJleHAiOjQxMDI0NDQ4MDB9.e30\",\"expires_in\":300}");
            return;
        }
        asked.add(body);
        beforeAnswer.run();
        if (failing > 0) {
            answer(exchange, failing, "{\"error\":\"x\"}");
        } else if (body.contains("response_mode=permissions")) {
            answer(exchange, 200, "[{\"rsid\":\"%s\",\"rsname\":\"x\"}]".formatted(permitted));
        } else if (body.contains("permission=" + permitted + "%23invoke")) {
            answer(exchange, 200, "{\"result\":true}");
        } else {
            answer(exchange, 403, "{\"error\":\"access_denied\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
