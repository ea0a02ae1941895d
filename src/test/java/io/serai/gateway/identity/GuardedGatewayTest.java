package io.serai.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.boot.Gateway;
import io.serai.gateway.settings.StartException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway as it starts where nothing is said: everybody is asked who he is. F11, F23, F26. */
class GuardedGatewayTest {

    private static final Pattern KEY = Pattern.compile("serai_[0-9A-Za-z]{36}");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @TempDir
    private Path data;

    private TestGateway.Setup routes;
    private Gateway gateway;

    @BeforeEach
    void write() {
        routes = TestGateway.setup().model("plain", "- setBody: {constant: Hello}\n");
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        TestGateway.delete(routes.folder());
    }

    /** Gives back the key that was shown; empty where none was. */
    private String start(String... settings) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--routes", routes.folder().toString(), "--port", "0", "--management-port", "-1"));
        arguments.addAll(List.of("--set", "serai.data=" + data, "--set", "serai.auth=on"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        console.reset();
        gateway = Gateway.start(new PrintStream(console, true, UTF_8), arguments.toArray(String[]::new));
        Matcher key = KEY.matcher(console.toString(UTF_8));
        if (!key.find()) {
            return "";
        }
        // The directory hears of what is new within a second.
        await().until(() -> ask("/v1/models", key.group(), "").statusCode() != 401);
        return key.group();
    }

    private HttpResponse<String> ask(String path, String key, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        if (!body.isEmpty()) {
            request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> chat(String model, String key) throws Exception {
        return ask("/v1/chat/completions", key, TestGateway.chatRequest(model, "Hi", "false"));
    }

    @Test
    void firstStart_showsAKeyThatWorks_andNoStartAfterItDoes() throws Exception {
        String key = start();
        HttpResponse<String> answer = chat("plain", key);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Hello");
        gateway.close();

        assertThat(start()).isEmpty();
        assertThat(chat("plain", key).statusCode()).isEqualTo(200);
    }

    @Test
    void pepper_thatIsAnotherOne_stopsTheStart_untilTheOneBeforeIsNamed() throws Exception {
        String key = start();
        gateway.close();
        Path former = Files.move(data.resolve("pepper"), data.resolve("former"));

        assertThatThrownBy(() -> start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(data.resolve("pepper") + " is not the one that the keys");

        assertThat(start("serai.auth.former-pepper=file:" + former)).isEmpty();
        assertThat(chat("plain", key).statusCode()).isEqualTo(200);
    }

    @Test
    void pathsWithoutCredential_areAllTheSame() throws Exception {
        String key = start();
        for (String path : List.of(
                "/v1/models",
                "/v1/models/plain",
                "/api/tags",
                "/api/version",
                "/v2/health/ready",
                "/metrics",
                "/nothing")) {
            assertThat(ask(path, "", "").statusCode()).as(path).isEqualTo(401);
        }
        assertThat(chat("plain", "").statusCode()).isEqualTo(401);
        assertThat(chat("plain", key + "x").body()).isEqualTo(chat("nope", "").body());
        assertThat(ask("/livez", "", "").statusCode()).isEqualTo(200);
        assertThat(ask("/readyz", "", "").statusCode()).isEqualTo(200);
        assertThat(ask("/v1/models", key, "").body()).contains("\"plain\"");
        assertThat(ask("/nothing", key, "").statusCode()).isEqualTo(404);
    }

    @Test
    void rule_ofAccessYaml_isAsked() throws Exception {
        routes.file(
                "access.yaml",
                """
                rules:
                  - name: not-plain
                    when: "${variable.model} == 'plain' && ${variable.operation} == 'chat'"
                    effect: deny
                    reason: Nobody calls this today.
                """);
        HttpResponse<String> answer = chat("plain", start());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Nobody calls this today.", "\"code\":\"access_denied\"");
    }

    @Test
    void rule_thatReachesTooFar_stopsTheStart() {
        routes.file("access.yaml", "rules:\n  - {name: a, when: \"${env:HOME} == 'x'\", effect: deny}\n");

        assertThatThrownBy(() -> start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("access.yaml:2")
                .hasMessageContaining("rules[0].when");
    }

    @Test
    void open_whereOthersCouldConnect_doesNotStart() {
        assertThatThrownBy(() -> start("serai.auth=off", "serai.http.host=0.0.0.0"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("serai.http.host must be a loopback address");
    }

    @Test
    void open_letsEverybodyIn() throws Exception {
        assertThat(start("serai.auth=off")).isEmpty();
        assertThat(chat("plain", "").statusCode()).isEqualTo(200);
        assertThat(chat("plain", "sk-whatever").statusCode()).isEqualTo(200);
    }
}
