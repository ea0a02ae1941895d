package io.serai.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.http.Identity;
import io.serai.gateway.http.InMemoryAnswerStore;
import io.serai.gateway.settings.SettingsReader;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.http.UpstreamOptions.Credentials;
import io.serai.providers.http.UpstreamOptions.Protocols;
import io.serai.providers.http.UpstreamOptions.Proxy;
import io.vertx.core.net.ProxyType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the keys of {@code gateway.properties} mean, and what holds where they are not there. */
class SettingsTest {

    @TempDir
    private Path folder;

    private static Settings settings(Map<String, String> given) {
        Map<String, SettingsReader.Found> table = new HashMap<>();
        given.forEach((key, value) -> table.put(key, new SettingsReader.Found(value, "here")));
        return Settings.read(new SettingsReader(table));
    }

    @Test
    void upstream_unset_isTheClientsOwnDefault() {
        assertThat(settings(Map.of()).upstream()).isEqualTo(UpstreamOptions.DEFAULT);
    }

    @Test
    void upstream_everyKey_isHeeded() throws Exception {
        Identity.named(folder, "authority").write(folder.resolve("ca.pem"), folder.resolve("key.pem"));
        UpstreamOptions options = settings(Map.ofEntries(
                        Map.entry("upstream.http2", "false"),
                        Map.entry("upstream.connections-per-host", "7"),
                        Map.entry("upstream.http2-connections-per-host", "3"),
                        Map.entry("upstream.waiting-per-host", "5"),
                        Map.entry("upstream.keep-alive", "2m"),
                        Map.entry("upstream.max-header", "9KiB"),
                        Map.entry("upstream.max-answer", "1MiB"),
                        Map.entry("upstream.max-event", "500"),
                        Map.entry(
                                "upstream.trusted-certificates",
                                folder.resolve("ca.pem").toString()),
                        Map.entry("upstream.proxy", "http://proxy.example.com:3128"),
                        Map.entry("upstream.no-proxy", "LOCALHOST")))
                .upstream();

        assertThat(options)
                .isEqualTo(new UpstreamOptions(
                        Protocols.HTTP_1_1,
                        UpstreamOptions.DEFAULT.eventLoops(),
                        7,
                        3,
                        5,
                        Duration.ofMinutes(2),
                        9 * 1024,
                        1024 * 1024,
                        500,
                        Optional.of(folder.resolve("ca.pem")),
                        Optional.of(new Proxy(
                                ProxyType.HTTP, "proxy.example.com", 3128, Optional.empty(), List.of("localhost")))));
    }

    static Stream<Arguments> proxies() {
        return Stream.of(
                Arguments.of("http://127.0.0.1:3128/", ProxyType.HTTP, "127.0.0.1", 3128, null),
                Arguments.of("socks5://[::1]:1080", ProxyType.SOCKS5, "::1", 1080, null),
                Arguments.of("socks5://me:pass@p:1080", ProxyType.SOCKS5, "p", 1080, new Credentials("me", "pass")),
                Arguments.of("http://me:a:b@p:1", ProxyType.HTTP, "p", 1, new Credentials("me", "a:b")),
                Arguments.of("http://me@p:1", ProxyType.HTTP, "p", 1, new Credentials("me", "")),
                Arguments.of("http://a%3Ab:c%40d+e@p:1", ProxyType.HTTP, "p", 1, new Credentials("a:b", "c@d+e")));
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void proxy_isReadFromItsUrl(String url, ProxyType type, String host, int port, Credentials credentials) {
        assertThat(settings(Map.of("upstream.proxy", url)).upstream().proxy())
                .contains(new Proxy(type, host, port, Optional.ofNullable(credentials), List.of()));
    }

    @Test
    void faultHeader_isLetInByItsOwnSettingAlone() {
        assertThat(settings(Map.of()).http().allowedHeaders()).doesNotContain("x-serai-fault");
        assertThat(settings(Map.of("http.allowed-headers", "accept, x-serai-fault"))
                        .http()
                        .allowedHeaders())
                .containsExactly("accept");
        assertThat(settings(Map.of("http.allowed-headers", "accept", "faults.allowed", "true"))
                        .http()
                        .allowedHeaders())
                .containsExactlyInAnyOrder("accept", "x-serai-fault");
    }

    @Test
    void idempotency_isReadFromItsKeys() {
        assertThat(settings(Map.of(
                                "idempotency.max-answers", "5",
                                "idempotency.max-bytes", "1MiB",
                                "idempotency.max-answer-bytes", "2KiB",
                                "idempotency.keep", "1h"))
                        .idempotency())
                .isEqualTo(new InMemoryAnswerStore.Limits(5, 1024 * 1024, 2048, Duration.ofHours(1)));
        assertThat(settings(Map.of()).idempotency().keep()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void shippedFile_showsEveryKeyWithItsDefault() throws Exception {
        String shipped = Files.readString(Path.of("../routes/gateway.properties"));
        Files.writeString(folder.resolve("gateway.properties"), shipped.replace("#serai.", "serai."));
        Map<String, SettingsReader.Found> shown = PropertiesFile.settings(folder);
        assertThat(shown.remove("auth")).isNotNull();
        // These are examples: there is no file, no database and no proxy by default, and the bodies depend on the heap.
        shown.keySet()
                .removeIf(key -> key.startsWith("tls.")
                        || key.endsWith("database.url")
                        || key.endsWith("proxy")
                        || key.endsWith("trusted-certificates")
                        || key.endsWith("max-bodies-in-flight"));

        SettingsReader reader = new SettingsReader(shown);
        assertThat(Settings.read(reader)).isEqualTo(settings(Map.of()));
        assertThat(reader.known()).allSatisfy(key -> assertThat(shipped).contains("serai." + key + " ="));
    }
}
