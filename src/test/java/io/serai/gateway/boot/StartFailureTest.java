package io.serai.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.http.Identity;
import io.serai.gateway.settings.StartException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that can't start says so in one line, with the place and the way out. */
class StartFailureTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                Arguments.of("YAML", "- route:\n    id: x\n   from: y\n", "x.camel.yaml:", ""),
                Arguments.of("unknown step", route("- sayHello: {}"), "x.camel.yaml:", "sayHello"),
                Arguments.of(
                        "unknown option",
                        route("- to: {uri: \"ai:simulated/x\", parameters: {temprature: 1}}"),
                        "x.camel.yaml:1: ",
                        "temprature"),
                Arguments.of(
                        "wrong option",
                        route("- to: {uri: \"ai:simulated/x\", parameters: {stream: maybe}}"),
                        "x.camel.yaml:1: ",
                        "maybe"),
                Arguments.of("unknown component", route("- to: {uri: \"nowhere:x\"}"), "x.camel.yaml:1: ", "nowhere"),
                Arguments.of("unknown bean", route("- process: {ref: not-there}"), "x.camel.yaml:1: ", "not-there"),
                Arguments.of(
                        "model published twice",
                        route("- to: {uri: \"ai:simulated/x\"}")
                                + route("- to: {uri: \"ai:simulated/x\"}").replace("id: x", "id: y"),
                        "x.camel.yaml:",
                        "the model 'x' is already published by route 'x'"),
                Arguments.of(
                        "unknown dialect",
                        provider("dialect: klingon"),
                        "x.camel.yaml:2: ",
                        "provider 'p': expected dialect to be one of"),
                Arguments.of(
                        "wrong fault",
                        provider("dialect: simulated, fault: \"status=1\""),
                        "x.camel.yaml:2: ",
                        "provider 'p': option fault: expected status to be an HTTP status"),
                Arguments.of(
                        "weights that miss a key",
                        provider("preset: openai, apiKeys: \"sk-a, sk-b\", keyWeights: \"1\""),
                        "x.camel.yaml:2: ",
                        "provider 'p': expected keyWeights to have an entry for each of the 2 apiKeys"),
                Arguments.of(
                        "unknown preset",
                        provider("preset: opnai"),
                        "x.camel.yaml:2: ",
                        "provider 'p': expected preset to be one of"),
                Arguments.of(
                        "no address",
                        provider("apiKey: sk-1"),
                        "x.camel.yaml:2: ",
                        "provider 'p': expected a preset or a baseUrl"),
                Arguments.of(
                        "malformed address",
                        provider("baseUrl: \"http://a b/secret\""),
                        "x.camel.yaml:2: ",
                        "provider 'p': expected baseUrl"),
                Arguments.of(
                        "address without scheme",
                        provider("baseUrl: \"api.example.com/secret\""),
                        "x.camel.yaml:2: ",
                        "provider 'p': expected baseUrl"),
                Arguments.of(
                        "unknown property",
                        provider("baseURI: \"http://localhost:1/secret\""),
                        "x.camel.yaml:",
                        "baseURI"),
                Arguments.of(
                        "wrong timeout",
                        provider("preset: ollama, totalTimeout: soon"),
                        "x.camel.yaml:",
                        "totalTimeout"),
                Arguments.of(
                        "wrong option of the dialect",
                        provider("dialect: simulated, options: {latency_ms: quick}"),
                        "x.camel.yaml:2: ",
                        "latency_ms"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFiles")
    void start_brokenFile_namesFileLineAndFault(String what, String content, String where, String fault)
            throws Exception {
        Files.writeString(folder.resolve("x.camel.yaml"), content);

        assertThatThrownBy(this::start).isInstanceOfSatisfying(StartException.class, e -> assertThat(e.getMessage())
                .contains(folder.getFileName() + "/" + where)
                .contains(fault)
                .doesNotContain("\n", "secret"));
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("serai.http.prot = 1", ":2: serai.http.prot is not known"),
                Arguments.of(
                        "serai.http.max-requests = many",
                        ":2: serai.http.max-requests expected a whole number from 1, found 'many'"),
                Arguments.of(
                        "serai.http.max-json-depth = 201",
                        ":2: serai.http.max-json-depth expected a whole number from 1 to 200, found '201'"),
                Arguments.of("serai.http.ping = 15", ":2: serai.http.ping expected a duration"),
                Arguments.of("serai.http.max-body = big", ":2: serai.http.max-body expected a size"),
                Arguments.of("serai.http.h2c = maybe", ":2: serai.http.h2c expected true or false"),
                Arguments.of("serai.http.max-body = 0", ":2: serai.http.max-body expected a size"),
                Arguments.of("serai.http.max-header = 2GiB", ":2: serai.http.max-header expected a size"),
                Arguments.of("serai.tls.key = /not/there", ":2: serai.tls.key expected a file that can be read"),
                Arguments.of("serai.upstream.http2 = 1", ":2: serai.upstream.http2 expected true or false"),
                Arguments.of(
                        "serai.upstream.connections-per-host = 0",
                        ":2: serai.upstream.connections-per-host expected a whole number from 1, found '0'"),
                Arguments.of(
                        "serai.upstream.http2-connections-per-host = x",
                        ":2: serai.upstream.http2-connections-per-host expected a whole number from 1"),
                Arguments.of(
                        "serai.upstream.waiting-per-host = -1",
                        ":2: serai.upstream.waiting-per-host expected a whole number from 0, found '-1'"),
                Arguments.of(
                        "serai.upstream.keep-alive = 200ms", ":2: serai.upstream.keep-alive expected a second or more"),
                Arguments.of("serai.upstream.max-header = none", ":2: serai.upstream.max-header expected a size"),
                Arguments.of("serai.upstream.max-answer = 4GiB", ":2: serai.upstream.max-answer expected a size"),
                Arguments.of("serai.upstream.max-event = 1TiB", ":2: serai.upstream.max-event expected a size"),
                Arguments.of(
                        "serai.upstream.trusted-certificates = /not/there",
                        ":2: serai.upstream.trusted-certificates expected a file that can be read"),
                Arguments.of(
                        "serai.upstream.trusted-certificates = pom.xml",
                        ":2: serai.upstream.trusted-certificates expected certificates as PEM in pom.xml"),
                Arguments.of(
                        "serai.upstream.no-proxy = localhost",
                        ":2: serai.upstream.no-proxy needs serai.upstream.proxy beside it"),
                Arguments.of(
                        "serai.upstream.no-proxy = 10.0.0.0/8",
                        ":2: serai.upstream.no-proxy expected hosts such as localhost, *.example.com, found"
                                + " '10.0.0.0/8'"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void start_wrongSetting_namesFileLineAndKey(String line, String message) throws Exception {
        Files.writeString(folder.resolve("gateway.properties"), "# comment\n" + line + "\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining(folder.getFileName() + "/gateway.properties" + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret.example.com:3128",
                "http://secret.example.com",
                "https://user:secret@proxy.example.com:3128",
                "socks4://user:secret@proxy.example.com:1080",
                "http://user:secret@:3128",
                "http://user:secret@proxy.example.com:port",
                "http://user:secret@proxy.example.com:3128/path",
                "http://user:%zz-secret@proxy.example.com:3128",
                "http://user:sec ret@proxy.example.com:3128"
            })
    void start_wrongProxy_isNotRepeated(String proxy) throws Exception {
        Files.writeString(folder.resolve("gateway.properties"), "serai.upstream.proxy = " + proxy + "\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining(folder.getFileName()
                        + "/gateway.properties:1: serai.upstream.proxy expected http://host:port or socks5://host:port")
                .hasMessageNotContainingAny("secret", "example.com");
    }

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of(List.of("--frobnicate"), "unknown option '--frobnicate'"),
                Arguments.of(List.of("--port"), "--port needs a value"),
                Arguments.of(
                        List.of("--port", "http"),
                        "--port: serai.http.port expected a whole number from 0 to 65535, found 'http'"),
                Arguments.of(
                        List.of("--management-port", "-2"),
                        "--management-port: serai.management.port expected a whole number from -1 to 65535, found '-2'"),
                Arguments.of(List.of("--routes", "/not/there"), "--routes: expected a folder, found '/not/there'"),
                Arguments.of(List.of("--set", "http.port=1"), "--set takes serai.<key>=<value>"),
                Arguments.of(List.of("--set", "serai.nothing=1"), "serai.nothing is not known"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void start_wrongOption_isNamed(List<String> arguments, String message) {
        assertThatThrownBy(() -> start(arguments.toArray(String[]::new)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(message);
    }

    @Test
    void start_portTaken_saysWhichAndWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertThatThrownBy(() -> start("--port", port))
                    .isInstanceOf(StartException.class)
                    .hasMessageContainingAll("127.0.0.1:" + port, "--port");
            assertThatThrownBy(() -> start("--management-port", port))
                    .isInstanceOf(StartException.class)
                    .hasMessageContainingAll("127.0.0.1:" + port, "--management-port");
        }
    }

    @Test
    void start_keyOfAnotherCertificate_isTold() throws Exception {
        Identity.named(folder, "first").write(folder.resolve("cert.pem"), folder.resolve("other.pem"));
        Identity.named(folder, "second").write(folder.resolve("other.pem"), folder.resolve("key.pem"));
        Files.writeString(
                folder.resolve("gateway.properties"),
                "serai.tls.certificate = " + folder.resolve("cert.pem") + "\nserai.tls.key = "
                        + folder.resolve("key.pem") + "\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessage("serai.tls: the certificate in " + folder.resolve("cert.pem") + " can't be used: "
                        + folder.resolve("key.pem") + " is the key of another certificate");
    }

    @Test
    void start_providerWithoutKey_isNoFailure() throws Exception {
        Files.writeString(folder.resolve("x.camel.yaml"), provider("preset: openai, apiKey: \"{{env:NO_SUCH_KEY:}}\""));

        try (Gateway gateway = start()) {
            assertThat(gateway.port()).isPositive();
        }
    }

    private Gateway start(String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("--routes", folder.toString(), "--port", "0", "--management-port", "0"));
        arguments.addAll(List.of("--set", "serai.auth=off"));
        arguments.addAll(List.of(more));
        return Gateway.start(arguments.toArray(String[]::new));
    }

    private static String route(String step) {
        return """
                - route:
                    id: x
                    from:
                      uri: model:x
                      steps:
                        %s
                """
                .formatted(step);
    }

    private static String provider(String properties) {
        return """
                - beans:
                    - name: p
                      type: io.serai.providers.Provider
                      properties: {%s}
                """
                .formatted(properties);
    }
}
