package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.gateway.http.GuardedServer.Served;
import io.serai.processors.identity.CertificateAuthenticator;
import io.serai.processors.identity.CertificateRule;
import io.serai.processors.identity.CredentialReader.QueryKey;
import io.serai.processors.identity.NamePattern;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client certificate, over a real connection, is a caller; on the same port others come with keys. */
class CertificateEntranceTest {

    private static final Caller PAY = new Caller(
            "ten_1", "", "app_pay", "", "", Set.of(Role.APPLICATION), Set.of(), List.of(), Set.of(), Map.of());

    private final Set<Caller> blocked = new HashSet<>();
    private Identity own;
    private Identity pay;
    private Identity other;
    private Identity stranger;
    private GuardedServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        own = Identity.named(folder, "gateway");
        pay = Identity.named(folder, "pay");
        other = Identity.named(folder, "other");
        stranger = Identity.named(folder, "stranger");
        own.write(folder.resolve("own.crt"), folder.resolve("own.key"));
        pay.write(folder.resolve("pay.crt"), folder.resolve("pay.key"));
        other.write(folder.resolve("other.crt"), folder.resolve("other.key"));
        Path authorities = Files.writeString(
                folder.resolve("clients.crt"),
                Files.readString(folder.resolve("pay.crt")) + Files.readString(folder.resolve("other.crt")));
        CertificateAuthenticator certificates =
                new CertificateAuthenticator(caller -> !blocked.contains(caller), InstantSource.system());
        certificates.replace(
                List.of(new CertificateRule(NamePattern.ofSubject("CN=pay").orElseThrow(), PAY)));
        TlsSettings tls = new TlsSettings(
                folder.resolve("own.crt"),
                folder.resolve("own.key"),
                Optional.of(authorities),
                TlsSettings.ClientAuth.REQUEST,
                Duration.ofMinutes(1));
        server = new GuardedServer(
                List.of(new Served("/x", "GET", false)), QueryKey.OFF, Optional.of(tls), certificates);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> ask(Identity client, String... headers) throws Exception {
        return ask(client.callingOn(own), headers);
    }

    private HttpResponse<String> ask(SSLContext client, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/x"));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newBuilder()
                .sslContext(client)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void certificate_thatIsKnown_letsIn() throws Exception {
        HttpResponse<String> answer = ask(pay);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("ten_1 app:app_pay ");
    }

    @Test
    void certificate_thatNothingIsSaidAbout_doesNot() throws Exception {
        assertThat(ask(other).statusCode()).isEqualTo(401);
        assertThat(ask(other, "x-ssl-client-s-dn", "CN=pay").statusCode()).isEqualTo(401);
    }

    @Test
    void certificate_ofSomebodyBlocked_doesNot() throws Exception {
        blocked.add(PAY);

        assertThat(ask(pay).statusCode()).isEqualTo(401);
    }

    @Test
    void keyWithoutACertificate_letsIn_andNothingAtAllDoesNot() throws Exception {
        SSLContext bare = Identity.trusting(own);

        assertThat(ask(bare, "x-api-key", server.key(GuardedServer.APP)).body()).startsWith("ten_1 app:app_1 ");
        assertThat(ask(bare).statusCode()).isEqualTo(401);
    }

    /** The JDK's client does not even show it; one that does is cut off by TLS. */
    @Test
    void certificate_ofAnotherMaking_letsNobodyIn() throws Exception {
        assertThat(ask(stranger).statusCode()).isEqualTo(401);
    }

    @Test
    void token_besideACertificate_isWhatCounts() throws Exception {
        assertThat(ask(pay, "authorization", "Bearer eyJhbGciOiJub25lIn0.e30.").statusCode())
                .isEqualTo(401);
    }

    @Test
    void key_besideACertificate_isWhatCounts() throws Exception {
        assertThat(ask(pay, "x-api-key", server.key(GuardedServer.APP)).body()).startsWith("ten_1 app:app_1 ");
        assertThat(ask(other, "x-api-key", server.key(GuardedServer.APP)).statusCode())
                .isEqualTo(200);
        assertThat(ask(pay, "x-api-key", "serai_wrong").statusCode()).isEqualTo(401);
        assertThat(ask(pay, "authorization", "Bearer").statusCode()).isEqualTo(401);
    }
}
