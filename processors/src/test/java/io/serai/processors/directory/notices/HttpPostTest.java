package io.serai.processors.directory.notices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.Outbox.Due;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.directory.notices.WebhookVerifier.Verdict;
import io.serai.processors.store.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F6: what is answered with a redirection is not followed. */
class HttpPostTest {

    private static final String SECRET = "a secret of some length";
    private static final char[] PASSWORD = "only-for-this-test".toCharArray();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private record Hit(String path, String signature, byte[] body) {}

    private final ConcurrentLinkedQueue<Hit> hits = new ConcurrentLinkedQueue<>();
    private final SettableClock clock = new SettableClock();
    private HttpServer server;
    private int status = 204;

    private int serve(HttpServer made) {
        server = made;
        server.createContext("/", this::answer);
        server.start();
        return server.getAddress().getPort();
    }

    private int servePlain() throws IOException {
        return serve(HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        hits.add(new Hit(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("x-serai-signature"),
                exchange.getRequestBody().readAllBytes()));
        exchange.getResponseHeaders().add("location", "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void carry(int port) throws DeliveryException {
        new WebhookCarrier(
                        new WebhookAddress(Set.of("localhost")),
                        clock,
                        host -> new InetAddress[] {LOOPBACK},
                        new HttpPost(Duration.ofSeconds(5)))
                .carry(new Due(
                        "ntc_1", "x", "{\"ä\":1}", Channel.WEBHOOK, "http://localhost:" + port + "/a?b=c", SECRET, 1));
    }

    @Test
    void carry_toReceiver_arrivesSigned() throws Exception {
        carry(servePlain());
        Hit hit = hits.element();
        assertEquals("/a?b=c", hit.path());
        assertEquals("{\"ä\":1}", new String(hit.body(), UTF_8));
        assertEquals(Verdict.GOOD, new WebhookVerifier(SECRET, clock).check(hit.signature(), hit.body()));
    }

    @Test
    void carry_redirected_isNotFollowed_F6() throws Exception {
        int port = servePlain();
        for (int redirection : List.of(301, 302, 303, 307, 308)) {
            status = redirection;
            assertEquals(
                    "the answer was HTTP " + redirection,
                    assertThrows(DeliveryException.class, () -> carry(port)).getMessage());
        }
        assertTrue(hits.stream().noneMatch(hit -> hit.path().equals("/elsewhere")));
        assertEquals(5, hits.size());
    }

    @Test
    void carry_receiverFails_isNotDelivered() throws Exception {
        int port = servePlain();
        status = 500;
        assertThrows(DeliveryException.class, () -> carry(port));
    }

    @Test
    void status_certificateForTheHost_isAccepted_forAnotherRefused(@TempDir Path folder) throws Exception {
        SSLContext tls = tls(folder, "hooks.example.com");
        HttpsServer https = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        int port = serve(https);
        HttpPost post = new HttpPost(Duration.ofSeconds(5), tls.getSocketFactory());
        assertEquals(204, post.status(URI.create("https://hooks.example.com:" + port), LOOPBACK, "", new byte[0]));
        assertThrows(
                IOException.class,
                () -> post.status(URI.create("https://other.example.com:" + port), LOOPBACK, "", new byte[0]));
        assertThrows(IOException.class, () -> new HttpPost(Duration.ofSeconds(5))
                .status(URI.create("https://hooks.example.com:" + port), LOOPBACK, "", new byte[0]));
        assertEquals(1, hits.size());
    }

    @Test
    void status_answerThatDrips_isGivenUp() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, LOOPBACK)) {
            Thread drip = new Thread(() -> drip(listening));
            drip.start();
            HttpPost post = new HttpPost(Duration.ofMillis(300));
            URI url = URI.create("http://localhost:" + listening.getLocalPort() + "/");
            assertThrows(IOException.class, () -> post.status(url, LOOPBACK, "", new byte[0]));
            drip.join();
        }
    }

    /** One byte each time that the other side has had time to ask for more. */
    private static void drip(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            for (int i = 0; i < 10_000; i++) {
                socket.getOutputStream().write('x');
                socket.setSoTimeout(20);
                try {
                    int unused = socket.getInputStream().read(new byte[512]);
                } catch (java.net.SocketTimeoutException expected) {
                    socket.getOutputStream().flush();
                }
            }
        } catch (IOException goneAsExpected) {
            Thread.yield();
        }
    }

    private static SSLContext tls(Path folder, String host) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
