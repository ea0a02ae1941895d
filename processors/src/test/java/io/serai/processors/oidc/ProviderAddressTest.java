package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.yaml.YamlException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F7: an issuer's metadata sends the gateway nowhere but to the issuer itself. */
class ProviderAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://10.0.0.1/keys",
                "http://192.168.1.1/keys",
                "http://172.16.0.1/keys",
                "http://127.0.0.1/keys",
                "http://127.0.0.1:1/keys",
                "http://127.1/keys",
                "http://2130706433/keys",
                "http://0x7f000001/keys",
                "http://0177.0.0.1/keys",
                "http://0.0.0.0/keys",
                "http://[::1]/keys",
                "http://[::ffff:127.0.0.1]/keys",
                "http://localhost/keys",
                "http://id.example.com@169.254.169.254/keys",
                "https://id.example.com/keys",
                "//169.254.169.254/keys",
                "/keys",
                "file:///etc/passwd",
                "gopher://127.0.0.1:6379/_INFO",
                "jar:http://127.0.0.1/x.jar!/",
                "not an address",
                ""
            })
    void keys_atAnAddressThatIsNotTheIssuers_areNotFetched(String address) throws IOException {
        try (Gate gate = new Gate()) {
            gate.issuer.metadata = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(gate.issuer.issuer(), address);
            assertAway(gate);
            assertThat(gate.issuer.fetches()).isZero();
        }
    }

    @Test
    void keys_atTheIssuersAddressWithAnotherUser_areNotFetched() throws IOException {
        try (Gate gate = new Gate()) {
            gate.issuer.metadata = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}"
                    .formatted(gate.issuer.issuer(), gate.issuer.issuer().replace("http://", "http://user@"));
            assertAway(gate);
            assertThat(gate.issuer.fetches()).isZero();
        }
    }

    @Test
    void metadata_ofAnotherIssuer_isNotBelieved() throws IOException {
        try (Gate gate = new Gate()) {
            gate.issuer.metadata =
                    "{\"issuer\":\"https://other\",\"jwks_uri\":\"%s/keys\"}".formatted(gate.issuer.issuer());
            assertAway(gate);
            assertThat(gate.issuer.fetches()).isZero();
        }
    }

    @Test
    void internalIssuer_thatIsConfigured_isAsked() throws IOException {
        try (Gate gate = new Gate()) {
            assertThat(gate.check(gate.issuer.token("alice")).tenant()).isEqualTo("acme");
        }
    }

    @Test
    void redirect_ofTheIssuer_isNotFollowed() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger elsewhere = new AtomicInteger();
        server.createContext("/from", exchange -> {
            exchange.getResponseHeaders().set("Location", "/to");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/to", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            URI from = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/from");
            ProviderHttp http = new ProviderHttp(ProviderHttp.client().build());
            assertThatThrownBy(() -> http.get(from, Duration.ofSeconds(5)).join())
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("302");
            assertThat(elsewhere).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void client_thatFollowsRedirects_isRefused() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatThrownBy(() -> new ProviderHttp(client)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answer_withoutEnd_isGivenUp() throws IOException {
        try (Gate gate = new Gate()) {
            gate.issuer.keys = "{\"keys\":[],\"x\":\"" + "y".repeat(600 * 1024) + "\"}";
            assertAway(gate);
            assertThat(gate.issuer.fetches()).isEqualTo(1);
        }
    }

    @Test
    void answer_thatDoesNotCome_isGivenUp() throws IOException {
        try (Gate gate = new Gate("keys: {timeout: 50ms}")) {
            gate.issuer.beforeKeys = () -> {
                try {
                    Thread.currentThread().join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };
            assertAway(gate);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com",
                "http://10.0.0.1",
                "http://169.254.169.254",
                "ftp://id.example.com",
                "https://user:word@id.example.com",
                "https://id.example.com?x=y",
                "https://id.example.com#x",
                "id.example.com",
                "https://"
            })
    void issuer_atAnAddressThatCannotBeTrusted_isRefusedAtTheStart(String issuer) {
        assertThatThrownBy(() -> Gate.settings(issuer, "")).isInstanceOf(YamlException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://id.example.com/realms/x", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:1"
            })
    void issuer_withTlsOrOnThisMachine_isTaken(String issuer) {
        assertThatCode(() -> Gate.settings(issuer, "")).doesNotThrowAnyException();
    }

    private static void assertAway(Gate gate) {
        SeraiException away = catchThrowableOfType(SeraiException.class, () -> gate.check(gate.issuer.token("alice")));
        assertThat(away).isNotNull();
        assertThat(away.kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
    }
}
