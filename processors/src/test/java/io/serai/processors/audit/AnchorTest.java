package io.serai.processors.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where seals are kept beside the store. */
class AnchorTest {

    private final List<Seal> seals = SmallLog.of(new Random(1), 3).seals;

    @TempDir
    Path folder;

    @Test
    void file_givenSealsOnceMore_holdsEachOnce() throws IOException {
        Path path = folder.resolve("away").resolve("anchors");
        try (FileAnchor anchor = new FileAnchor(path)) {
            anchor.keep(seals.get(0));
            anchor.keep(seals.get(1));
            anchor.keep(seals.get(1));
        }
        Files.writeString(
                path, Files.readString(path) + AnchorLine.of(seals.get(2)).substring(0, 40));
        try (FileAnchor anchor = new FileAnchor(path)) {
            anchor.keep(seals.get(0));
            anchor.keep(seals.get(2));
            anchor.keep(seals.get(3));
        }
        assertThat(Files.readAllLines(path))
                .extracting(AnchorLine::read)
                .containsExactlyElementsOf(seals.subList(0, 4));
    }

    @Test
    void file_thatHoldsSomethingElse_isRefused() throws IOException {
        Path path = Files.writeString(folder.resolve("anchors"), "hello\n");
        assertThatThrownBy(() -> new FileAnchor(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("anchor file");
    }

    @Test
    void webhook_getsEachSealWithAKey_andMustSayThatItHasIt() throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        List<String> keys = new CopyOnWriteArrayList<>();
        AtomicInteger status = new AtomicInteger(503);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/seals");
            WebhookAnchor anchor = new WebhookAnchor(target);
            assertThatThrownBy(() -> anchor.keep(seals.get(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
            status.set(204);
            anchor.keep(seals.get(0));
            assertThat(keys).containsExactly("north-abc-1", "north-abc-1");
            assertThat(AnchorLine.read(bodies.get(1))).isEqualTo(seals.get(0));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void webhook_thatIsNoWebAddress_isRefused() {
        assertThatThrownBy(() -> new WebhookAnchor(URI.create("file:///etc/passwd")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void key_ofTheSameSeed_isTheSame() {
        SealSigner again = SealSigner.ofSeed("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        assertThat(again.publicKeyPem()).isEqualTo(SmallLog.SIGNER.publicKeyPem());
        assertThat(SmallLog.KEYS.verify(seals.get(0))).isTrue();
        assertThatThrownBy(() -> SealSigner.ofSeed(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SealKeys.ofPem("no key")).isInstanceOf(IllegalArgumentException.class);
    }
}
