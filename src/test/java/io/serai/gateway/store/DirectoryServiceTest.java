package io.serai.gateway.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.SettingsReader.Found;
import io.serai.processors.directory.Actor;
import io.serai.processors.directory.Application;
import io.serai.processors.directory.Applications;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Subscriptions.Giver;
import io.serai.processors.directory.Subscriptions.Word;
import io.serai.processors.directory.Tenant;
import io.serai.processors.directory.Thing;
import io.serai.processors.directory.notices.WebhookVerifier;
import io.serai.processors.directory.notices.WebhookVerifier.Verdict;
import io.serai.processors.store.Database.Kind;
import io.serai.processors.store.DatabaseKit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DirectoryServiceTest {

    private static final String SECRET = "a secret of some length";

    @Test
    void change_isInMemoryAtOnce_toldToOthers_andToWhoeverWantsToHear() throws IOException {
        ConcurrentLinkedQueue<Verdict> received = new ConcurrentLinkedQueue<>();
        AtomicInteger told = new AtomicInteger();
        HttpServer receiver = receiver(received);
        NoticeSettings notices = NoticeSettings.read(
                new SettingsReader(Map.of("webhooks.hosts", new Found("localhost", "test"))), Map.of());
        try (DatabaseKit kit = DatabaseKit.fresh(Kind.H2);
                DirectoryService service = DirectoryService.start(
                        kit.database(),
                        notices,
                        new SecretBox(new byte[32]),
                        Clock.systemUTC(),
                        told::incrementAndGet)) {
            service.store()
                    .targets()
                    .createWebhook(
                            Tenant.HOME,
                            "http://localhost:" + receiver.getAddress().getPort() + "/hook",
                            SECRET,
                            Set.of("subscription.*"))
                    .orThrow();
            Application application = service.store()
                    .applications()
                    .create(Tenant.HOME, new Applications.Spec("", "shop", "", Status.ACTIVE, Set.of()), "user:usr_a")
                    .orThrow();
            Thing model = Thing.model("fast");
            Word word = new Word(new Actor("user:usr_b", Set.of("user:usr_b")), "", Optional.empty());
            service.store()
                    .subscriptions()
                    .give(Tenant.HOME, application.id(), model, Giver.PLATFORM, word)
                    .orThrow();
            await().until(() -> service.directory().isSubscribed(application.id(), model));
            await().until(() -> !received.isEmpty());
            assertEquals(Verdict.GOOD, received.element());
            assertEquals(3, told.get());
        } finally {
            receiver.stop(0);
        }
    }

    private static HttpServer receiver(ConcurrentLinkedQueue<Verdict> received) throws IOException {
        WebhookVerifier verifier = new WebhookVerifier(SECRET, Clock.systemUTC());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            received.add(verifier.check(
                    exchange.getRequestHeaders().getFirst("x-serai-signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
