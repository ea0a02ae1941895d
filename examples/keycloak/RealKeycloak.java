package io.serai.examples.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A Keycloak as its users run it, on loopback, with the realm of this example and secrets made up for the occasion. */
final class RealKeycloak implements AutoCloseable {

    private static final String ADMIN = "admin";
    private static final Duration START = Duration.ofMinutes(8);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> secrets = new TreeMap<>();
    private final Process process;
    private final String address;

    private RealKeycloak(Path home) throws IOException {
        for (String name : new String[] {
            "ALICE_PASSWORD", "BOB_PASSWORD", "CAROL_PASSWORD", "SERAI_CLIENT_SECRET", "NIGHTLY_BATCH_SECRET", ADMIN
        }) {
            byte[] random = new byte[16];
            RandomGenerator.of("SecureRandom").nextBytes(random);
            secrets.put(name, HexFormat.of().formatHex(random));
        }
        int port = freePort();
        this.address = "http://127.0.0.1:" + port;
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(
                Path.of("keycloak/serai-realm.json"),
                imports.resolve("serai-realm.json"),
                StandardCopyOption.REPLACE_EXISTING);
        this.process = process(home, port);
    }

    /** Starts the one that is unpacked in the folder that the system property {@code keycloak.home} names, and waits for it. */
    static RealKeycloak start() throws IOException {
        String home = System.getProperty("keycloak.home");
        if (home == null || !Files.isRegularFile(Path.of(home, "bin/kc.sh"))) {
            throw new IllegalStateException(
                    "expected the system property keycloak.home to name the folder of an unpacked"
                            + " Keycloak, such as Maven makes of org.keycloak:keycloak-quarkus-dist, found " + home);
        }
        RealKeycloak keycloak = new RealKeycloak(Path.of(home).toAbsolutePath());
        try {
            Awaitility.await()
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(keycloak::isUp);
            return keycloak;
        } catch (RuntimeException e) {
            keycloak.close();
            throw e;
        }
    }

    private Process process(Path home, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        Map<String, String> environment = builder.environment();
        environment.putAll(secrets);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.get(ADMIN));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        // Its Byte Buddy is older than the newest JDKs, and refuses them unless told otherwise.
        environment.put("JAVA_OPTS_APPEND", "-Dnet.bytebuddy.experimental=true");
        Path log = home.resolve("data/keycloak-test.log");
        return builder.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
    }

    private boolean isUp() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("Keycloak has ended with " + process.exitValue());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return address;
    }

    String issuer() {
        return address + "/realms/serai";
    }

    /** One of the made-up secrets, by the name that the realm file has for it. */
    String secret(String name) {
        return secrets.get(name);
    }

    /** What the realm gives somebody who signs in with a password: {@code access_token}, {@code id_token}, {@code refresh_token}. */
    Map<String, Object> signIn(String user) throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", "serai-cli");
        form.put("username", user);
        form.put("password", secret(user.toUpperCase(Locale.ROOT) + "_PASSWORD"));
        form.put("scope", "openid");
        return tokens("serai", form);
    }

    /** An access token that the machine fetches for itself. */
    String machineToken() throws Exception {
        return text(tokens(
                "serai",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        "nightly-batch",
                        "client_secret",
                        secret("NIGHTLY_BATCH_SECRET"))));
    }

    /** An access token of the realm {@code master}, whose people the gateway has nothing to do with. */
    String foreignToken() throws Exception {
        return text(tokens(
                "master",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        ADMIN,
                        "password",
                        secret(ADMIN))));
    }

    static String text(Map<String, Object> tokens) {
        return String.valueOf(tokens.get("access_token"));
    }

    private Map<String, Object> tokens(String realm, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError("Keycloak gives no token: " + new String(answer.body(), UTF_8));
        }
        return Json.standard().readObject(answer.body());
    }

    /** Calls the API of administrators, below the realm; the answer's body. */
    byte[] admin(String method, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/admin/realms/serai" + path))
                .header("authorization", "Bearer " + foreignToken())
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + new String(answer.body(), UTF_8));
        }
        return answer.body();
    }

    /** Ends the process, and what it has started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
