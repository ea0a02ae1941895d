package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallCheck.Ask;
import io.serai.api.call.CallCheck.Permit;
import io.serai.api.call.CallCheck.Turn;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of an authorization server, and how often. What a real one decides is shown in {@code examples/keycloak}. */
class ModelDecisionTest {

    private FakeAuthorization server;
    private Gate gate;
    private JwtAuthenticator tokens;
    private ModelDecision models;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAuthorization();
        gate = new Gate();
        OidcSettings settings = OidcReader.read(
                "oidc.yaml",
                """
                issuers:
                  - issuer: %s
                    audiences: [serai]
                    create-users: true
                    mapping: {tenant: {claim: tenant}}
                    authorization:
                      {server: '%s', realm: serai, client: serai, secret: 'env:S', kept-for: 60s, timeout: 5s}
                """
                        .formatted(gate.issuer.issuer(), server.address()),
                Secrets.of(name -> "secret"));
        tokens = new JwtAuthenticator(settings, gate.http, gate.users, Places.AS_WRITTEN, gate.clock);
        models = new ModelDecision(settings, gate.http, tokens, gate.clock);
    }

    @AfterEach
    void stop() {
        gate.close();
        server.close();
    }

    @Test
    void decision_forTheSameTokenAndModel_isAskedOnce() {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        for (int i = 0; i < 10; i++) {
            assertThat(models.admit(ask(alice, "fast"))).isSameAs(Permit.PLAIN);
            assertThat(denial(alice, "smart").kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        }
        assertThat(server.asked).hasSize(2);
        gate.clock.pass(Duration.ofSeconds(60));
        models.admit(ask(alice, "fast"));
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void decision_ofOneToken_isNotAnothers() {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        Caller bob = tokens.check(gate.issuer.token("bob"));
        models.admit(ask(alice, "fast"));
        server.permitted = "nothing";
        assertThat(denial(bob, "fast").kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        models.admit(ask(alice, "fast"));
    }

    @Test
    void decision_askedByManyAtOnce_isAskedOnce() throws Exception {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        CountDownLatch free = new CountDownLatch(1);
        server.beforeAnswer = () -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<CompletableFuture<Permit>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> models.admit(ask(alice, "fast")), task -> new Thread(task).start()));
        }
        free.countDown();
        for (CompletableFuture<Permit> each : all) {
            assertThat(each.get()).isSameAs(Permit.PLAIN);
        }
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void decision_neverOutlivesItsToken() {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        gate.clock.pass(Duration.ofSeconds(290));
        models.admit(ask(alice, "fast"));
        gate.clock.pass(Duration.ofSeconds(10));
        assertThat(denial(alice, "fast").kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
    }

    @Test
    void model_ofAFamily_isAskedAboutByTheFamilysId() {
        server.permitted = "id-openai%2F*";
        Caller alice = tokens.check(gate.issuer.token("alice"));
        assertThat(models.admit(ask(alice, "openai/gpt-4o"))).isSameAs(Permit.PLAIN);
        assertThat(ModelDecision.names("a/b/c")).containsExactly("a/b/c", "a/b/*", "a/*", "*/*");
        assertThat(ModelDecision.names("fast")).containsExactly("fast");
    }

    @Test
    void model_thatIsNoResource_isDeniedUnasked() {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        for (String name : List.of("unknown", "resource-type:model", "id-fast", "fast#invoke,smart")) {
            assertThat(denial(alice, name).kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        }
        assertThat(server.asked).isEmpty();
    }

    @Test
    void list_ofOneToken_isAskedOnce() {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        assertThat(models.shows(alice, card("fast"))).isTrue();
        assertThat(models.shows(alice, card("smart"))).isFalse();
        assertThat(models.shows(alice, card("unknown"))).isFalse();
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void callers_byOtherMeans_areNotItsBusiness() {
        Caller byKey = new Caller(
                "acme", "", "app_1", "key_1", "", Set.of(Role.APPLICATION), Set.of(), List.of(), Set.of(), Map.of());
        assertThat(models.admit(ask(byKey, "smart"))).isSameAs(Permit.PLAIN);
        assertThat(models.admit(ask(null, "smart"))).isSameAs(Permit.PLAIN);
        assertThat(models.shows(byKey, card("smart"))).isTrue();
        assertThat(server.asked).isEmpty();
    }

    @Test
    void serverFailing_decided_goesOnAndUndecidedIsUnavailable_F42() {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        models.admit(ask(alice, "fast"));
        server.failing = 503;
        assertThat(models.admit(ask(alice, "fast"))).isSameAs(Permit.PLAIN);
        SeraiException first = denial(alice, "smart");
        assertThat(first.kind().status()).isEqualTo(503);
        assertThat(first.retryAfter()).contains(Duration.ofSeconds(1));
        // For a moment nobody else waits for it.
        denial(alice, "smart");
        assertThat(server.asked).hasSize(2);

        server.failing = 0;
        gate.clock.pass(Duration.ofSeconds(1));
        assertThat(denial(alice, "smart").kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
    }

    @Test
    void token_thatTheServerRefuses_isUnauthorized() {
        Caller alice = tokens.check(gate.issuer.token("alice"));
        server.failing = 401;
        assertThat(denial(alice, "fast").kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
    }

    @Test
    void metadata_thatNamesAnotherServer_isNotFollowed_F7() throws IOException {
        try (FakeAuthorization other = new FakeAuthorization()) {
            server.otherServer = other.address();
            Caller alice = tokens.check(gate.issuer.token("alice"));
            assertThat(denial(alice, "fast").kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
            assertThat(other.asked).isEmpty();
        }
    }

    private SeraiException denial(Caller caller, String model) {
        SeraiException refused = catchThrowableOfType(SeraiException.class, () -> models.admit(ask(caller, model)));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static Ask ask(@Nullable Caller caller, String model) {
        return new Ask(caller, "req", card(model), Operation.CHAT, Set.of(), "", Turn.FIRST);
    }

    private static ModelCard card(String name) {
        return new ModelCard(
                name,
                "",
                "serai",
                0,
                Set.of(Operation.CHAT),
                Set.of(),
                OptionalInt.empty(),
                "",
                ModelCard.Visibility.OPEN,
                ModelCard.Status.READY);
    }
}
