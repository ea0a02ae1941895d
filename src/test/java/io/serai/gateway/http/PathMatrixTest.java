package io.serai.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.http.GuardedServer.Served;
import io.serai.gateway.http.RawClient.Answer;
import io.serai.processors.identity.CredentialReader.QueryKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F11, F26: who shows nothing gets nowhere, however the path is spelled and whatever the host is called, and does not learn what is there.
 * The door stands before the router, so there is no path on which the two could disagree.
 */
class PathMatrixTest {

    /** What is made of a path; 60 of them. */
    private static final List<UnaryOperator<String>> SPELLINGS = Stream.<UnaryOperator<String>>of(
                    path -> path,
                    path -> path + "/",
                    path -> path + "//",
                    path -> "/" + path,
                    path -> "//" + path,
                    path -> "/." + path,
                    path -> "/./." + path,
                    path -> "/.." + path,
                    path -> "/../.." + path,
                    path -> "/livez/.." + path,
                    path -> "/readyz/.." + path,
                    path -> "/livez/../readyz/.." + path,
                    path -> "/livez/%2e%2e" + path,
                    path -> "/livez/%2E%2E" + path,
                    path -> "/livez/.%2e" + path,
                    path -> "/livez/%2e." + path,
                    path -> "/livez%2f.." + path,
                    path -> "/livez%2F%2e%2e" + path,
                    path -> "/livez/..;" + path,
                    path -> "/livez;/.." + path,
                    path -> "/livez;a=b/.." + path,
                    path -> "/livez/..%2f" + path.substring(1),
                    path -> "/livez/..%5c" + path.substring(1),
                    path -> "/livez\\..\\" + path.substring(1),
                    path -> "/livez%00" + path,
                    path -> "/livez%0a" + path,
                    path -> "/livez%23" + path,
                    path -> "/livez%3f" + path,
                    path -> "/livez" + path,
                    path -> "/livez/" + path,
                    path -> path + "/livez",
                    path -> path + "/../livez/.." + path,
                    path -> path + ";",
                    path -> path + ";a=b",
                    path -> path + ";/livez",
                    path -> path + "%2f",
                    path -> path + "%2flivez",
                    path -> path + "%3b",
                    path -> path + "%00",
                    path -> path + "%20",
                    path -> path + "%09",
                    path -> path + "%0d%0a",
                    path -> path + ".json",
                    path -> path + ".css",
                    path -> path + "/.",
                    path -> path + "/..",
                    path -> path + "/%2e%2e" + path,
                    path -> path + "?",
                    path -> path + "?/livez",
                    path -> path + "?x=/readyz",
                    path -> path + "#/livez",
                    path -> path.toUpperCase(Locale.ROOT),
                    path -> "/" + path.substring(1, 2).toUpperCase(Locale.ROOT) + path.substring(2),
                    path -> path.replace("/", "//"),
                    path -> path.replace("/", "/./"),
                    path -> path.replace("/", "\\"),
                    path -> path.replace("/v", "/%76"),
                    path -> path.replace("/v", "/%2576"),
                    path -> path.replaceFirst("/(.)", "/\u00c0\u00af$1"),
                    path -> "http://localhost" + path)
            .toList();

    private static GuardedServer server;
    private static List<Served> routes;

    @BeforeAll
    static void start() throws Exception {
        routes = FrontEndPaths.all();
        server = new GuardedServer(routes, QueryKey.OFF);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    static Stream<Served> served() {
        return routes.stream();
    }

    @Test
    void routes_areAllThatTheFilesName() throws Exception {
        assertThat(routes).hasSize((int) FrontEndPaths.mentions()).hasSizeGreaterThan(30);
        assertThat(SPELLINGS).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("served")
    void path_inAnySpellingWithoutCredential_isNotServed(Served route) throws Exception {
        String path = route.path().replaceAll("\\{[^}]*}", "x") + (route.below() ? "/x" : "");
        String method = route.methods().split(",")[0];
        for (UnaryOperator<String> spelling : SPELLINGS) {
            String spelled = spelling.apply(path);
            Answer answer = ask(method, spelled, "serai.test");
            assertThat(answer.status()).as(method + " " + spelled).isIn(Set.of(400, 401, 404));
            if (answer.status() == 401) {
                assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
            }
        }
        assertThat(server.reached).hasValue(0);
        assertThat(server.lookUps).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "[::1]",
                "livez",
                "serai.test/livez?",
                "serai.test/../livez",
                "localhost:8081",
                "@localhost",
                "serai.test#",
                "serai.test\\livez",
                "",
                "a b",
                "*"
            })
    void host_thatIsOdd_opensNothing(String host) throws Exception {
        for (Served route : routes) {
            String path = route.path().replaceAll("\\{[^}]*}", "x") + (route.below() ? "/x" : "");
            assertThat(ask(route.methods().split(",")[0], path, host).status())
                    .as(host + " " + path)
                    .isIn(Set.of(400, 401));
        }
        assertThat(server.reached).hasValue(0);
    }

    /** Neither whether a path is served nor by which method: all look the same. */
    @Test
    void answers_withoutCredential_doNotTellWhatIsThere() throws Exception {
        String there = ask("POST", "/v1/chat/completions", "a").body();
        for (String path : List.of("/v1/embeddings", "/v1/nothing", "/admin/v1/keys", "/metrics", "/actuator", "/")) {
            for (String method : List.of("GET", "POST", "DELETE", "OPTIONS", "TRACE")) {
                Answer answer = ask(method, path, "a");
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body()).isEqualTo(there);
                assertThat(answer.headers()).doesNotContainKeys("allow", "server", "x-powered-by");
            }
        }
    }

    @Test
    void probes_tellNothingButThatTheyAreThere() throws Exception {
        assertThat(ask("GET", "/livez", "a").body()).isEqualTo("ok\n");
        assertThat(ask("GET", "/readyz", "a").body()).isEqualTo("ready\n");
        assertThat(ask("GET", "/livez", "a").headers()).doesNotContainKeys("server", "x-powered-by", "via");
        assertThat(ask("POST", "/livez", "a").status()).isEqualTo(405);
    }

    private static Answer ask(String method, String path, String host) throws Exception {
        try (RawClient client = server.client()) {
            String head = method + " " + path + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n";
            return client.send(head.getBytes(ISO_8859_1)).answer(method);
        }
    }
}
