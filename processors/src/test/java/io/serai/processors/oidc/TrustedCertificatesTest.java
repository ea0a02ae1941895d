package io.serai.processors.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.serai.processors.yaml.YamlException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {

    private static final char[] PASSWORD = "for this test".toCharArray();

    @TempDir
    Path folder;

    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        KeyStore store = store();
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(store.getCertificate("me").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        Files.writeString(folder.resolve("trusted.crt"), pem);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(UTF_8));
            }
        });
        server.start();
    }

    /** A key with a certificate that it has signed itself, made by the JDK's own tool. */
    private KeyStore store() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "me",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void certificate_ofATrustedAuthority_isAccepted() {
        byte[] answer = ask("trusted-certificates: " + folder.resolve("trusted.crt") + "\nissuers: []\n");
        assertThat(answer).asString().isEqualTo("{}");
    }

    @Test
    void certificate_ofNobodyKnown_isRefused() {
        assertThatThrownBy(() -> ask("issuers: []\n"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SSLException.class);
    }

    @Test
    void file_thatHoldsNoCertificates_isRefusedByItsLine() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.crt"), "");
        for (Path wrong : new Path[] {empty, folder.resolve("missing.crt"), folder.resolve("keys.p12")}) {
            assertThatThrownBy(() -> ask("issuers: []\ntrusted-certificates: " + wrong + "\n"))
                    .isInstanceOf(YamlException.class)
                    .hasMessageStartingWith("oidc.yaml:2: trusted-certificates: expected");
        }
    }

    private byte[] ask(String settings) {
        ProviderHttp http = ProviderHttp.of(OidcReader.read("oidc.yaml", settings, Gate.NO_SECRETS));
        URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
        return http.get(address, Duration.ofSeconds(10)).join();
    }
}
