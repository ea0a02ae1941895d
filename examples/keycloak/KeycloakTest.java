package io.serai.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallCheck.Ask;
import io.serai.api.call.CallCheck.Turn;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.model.ModelCard;
import io.serai.processors.oidc.JwtAuthenticator;
import io.serai.processors.oidc.ModelDecision;
import io.serai.processors.oidc.OidcReader;
import io.serai.processors.oidc.OidcSettings;
import io.serai.processors.oidc.Places;
import io.serai.processors.oidc.ProviderHttp;
import io.serai.processors.oidc.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The realm and the settings of this example, in a real Keycloak. The last test stops it (F42). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class KeycloakTest {

    /** The real time, and what a test adds to it. */
    private static final class AheadClock implements InstantSource {

        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        void pass(Duration time) {
            ahead = ahead.plus(time);
        }
    }

    private final AheadClock clock = new AheadClock();
    private RealKeycloak keycloak;
    private JwtAuthenticator tokens;
    private ModelDecision models;

    @BeforeAll
    void start() throws Exception {
        keycloak = RealKeycloak.start();
        String yaml = Files.readString(Path.of("keycloak/serai-oidc.yaml"))
                .replace("http://127.0.0.1:8180", keycloak.address());
        OidcSettings settings = OidcReader.read("oidc.yaml", yaml, Secrets.of(keycloak::secret));
        ProviderHttp http = ProviderHttp.of(settings);
        tokens = new JwtAuthenticator(settings, http, new EverybodyByName(), Places.AS_WRITTEN, clock);
        models = new ModelDecision(settings, http, tokens, clock);
    }

    @AfterAll
    void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    @Order(1)
    void person_signedInWithPassword_isMappedToTenantTeamAndRoles() throws Exception {
        Caller alice = tokens.check(accessToken("alice"));
        assertThat(alice.tenant()).isEqualTo("acme");
        assertThat(alice.team()).isEqualTo("research");
        assertThat(alice.user()).isEqualTo("usr_Alice Ames");
        assertThat(alice.app()).isEmpty();
        assertThat(alice.roles()).containsExactly(Role.DEVELOPER);
        assertThat(alice.tags()).containsExactly("premium");
        assertThat(alice.attributes()).containsEntry("region", "eu-north");

        Caller bob = tokens.check(accessToken("bob"));
        assertThat(bob.team()).isEqualTo("support");
        assertThat(bob.tags()).isEmpty();
    }

    @Test
    @Order(1)
    void machine_withClientCredentials_isItsApplication() throws Exception {
        Caller batch = tokens.check(keycloak.machineToken());
        assertThat(batch.app()).isEqualTo("nightly");
        assertThat(batch.user()).isEmpty();
        assertThat(batch.principal()).isEqualTo("app:nightly");
        assertThat(batch.tenant()).isEqualTo("acme");
        assertThat(batch.roles()).containsExactly(Role.APPLICATION);
    }

    @Test
    @Order(1)
    void person_ofNoTenant_isForbidden() throws Exception {
        assertThat(refusal(accessToken("carol")).kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
    }

    @Test
    @Order(1)
    void otherTokens_ofTheSameSignIn_areUnauthorized() throws Exception {
        Map<String, Object> given = keycloak.signIn("alice");
        assertThat(refusal(String.valueOf(given.get("id_token"))).kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
        assertThat(refusal(String.valueOf(given.get("refresh_token"))).kind())
                .isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
    }

    @Test
    @Order(1)
    void token_ofAnotherRealm_isUnauthorized() throws Exception {
        assertThat(refusal(keycloak.foreignToken()).kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        // By role: RBAC.
        "alice, cheap, PERMITTED",
        "bob, cheap, PERMITTED",
        "alice, smart, PERMITTED",
        "bob, smart, DENIED",
        "batch, smart, DENIED",
        // By group, for all of a family.
        "alice, openai/gpt-4o, PERMITTED",
        "batch, openai/gpt-4o, PERMITTED",
        "bob, openai/gpt-4o, DENIED",
        // By attribute and by time: ABAC.
        "alice, european, PERMITTED",
        "bob, european, DENIED",
        "alice, retired, DENIED",
        // By client.
        "batch, cheap, PERMITTED",
        // Of what Keycloak knows nothing.
        "alice, unheard-of, DENIED",
        "alice, resource-type:model, DENIED",
    })
    void model_namedByCaller_isDecidedByKeycloak(String who, String model, String verdict) throws Exception {
        Caller caller = tokens.check(who.equals("batch") ? keycloak.machineToken() : accessToken(who));
        if (verdict.equals("PERMITTED")) {
            assertThat(models.admit(ask(caller, model))).isNotNull();
        } else {
            assertThat(denial(caller, model).kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        }
    }

    @Test
    @Order(2)
    void list_ofModels_showsThoseThatTheCallerMayCall() throws Exception {
        assertThat(shown("alice")).containsExactly("cheap", "smart", "openai/gpt-4o", "european");
        assertThat(shown("bob")).containsExactly("cheap");
    }

    @Test
    @Order(3)
    void decision_whilePoliciesChange_holdsForItsTime() throws Exception {
        Caller bob = tokens.check(accessToken("bob"));
        assertThat(denial(bob, "openai/gpt-4o").kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        String user = id("/users?exact=true&username=bob", "");
        String group = id("/groups?exact=true&search=research", "subGroups");
        keycloak.admin("PUT", "/users/" + user + "/groups/" + group, "");

        assertThat(denial(bob, "openai/gpt-4o").kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        clock.pass(Duration.ofSeconds(61));
        assertThat(models.admit(ask(bob, "openai/gpt-4o"))).isNotNull();
    }

    @Test
    @Order(3)
    void token_ofEndedSession_isUnauthorizedOnceKeycloakIsAsked() throws Exception {
        Caller alice = tokens.check(accessToken("alice"));
        keycloak.admin("POST", "/users/" + id("/users?exact=true&username=alice", "") + "/logout", "");
        assertThat(denial(alice, "cheap").kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
    }

    @Test
    @Order(4)
    void keys_rotatedInTheRealm_areTakenUp() throws Exception {
        String before = accessToken("alice");
        tokens.check(before);
        rotateKeys(200);
        clock.pass(Duration.ofSeconds(31));
        String after = accessToken("alice");
        assertThat(header(after)).isNotEqualTo(header(before));
        assertThat(tokens.check(after).user()).isEqualTo("usr_Alice Ames");
    }

    @Test
    @Order(5)
    void keycloakStopped_whatIsKnown_goesOn_F42() throws Exception {
        String seen = accessToken("alice");
        Caller alice = tokens.check(seen);
        models.admit(ask(alice, "cheap"));
        String unseen = accessToken("alice");
        rotateKeys(300);
        String byNewKey = accessToken("alice");
        clock.pass(Duration.ofSeconds(31));
        keycloak.close();

        assertThat(tokens.check(seen)).isSameAs(alice);
        assertThat(models.admit(ask(alice, "cheap"))).isNotNull();
        assertThat(tokens.check(unseen).user()).isEqualTo("usr_Alice Ames");

        SeraiException unknownKey = refusal(byNewKey);
        assertThat(unknownKey.kind().status()).isEqualTo(503);
        assertThat(unknownKey.retryAfter()).isPresent();
        SeraiException undecided = denial(alice, "smart");
        assertThat(undecided.kind().status()).isEqualTo(503);
        assertThat(undecided.retryAfter()).isPresent();
    }

    private String accessToken(String user) throws Exception {
        return RealKeycloak.text(keycloak.signIn(user));
    }

    private static String header(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    private SeraiException refusal(String token) {
        SeraiException refused = catchThrowableOfType(SeraiException.class, () -> tokens.check(token));
        assertThat(refused).isNotNull();
        return refused;
    }

    private SeraiException denial(Caller caller, String model) {
        SeraiException refused = catchThrowableOfType(SeraiException.class, () -> models.admit(ask(caller, model)));
        assertThat(refused).isNotNull();
        return refused;
    }

    private List<String> shown(String user) throws Exception {
        Caller caller = tokens.check(accessToken(user));
        return Stream.of("cheap", "smart", "openai/gpt-4o", "european", "retired", "unheard-of")
                .filter(model -> models.shows(caller, card(model)))
                .toList();
    }

    private static Ask ask(Caller caller, String model) {
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

    /** A new key that goes before those there are. */
    private void rotateKeys(int priority) throws Exception {
        keycloak.admin(
                "POST",
                "/components",
                """
                {"name": "rsa-%1$d", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                 "config": {"priority": ["%1$d"], "enabled": ["true"], "active": ["true"], "keySize": ["2048"]}}
                """
                        .formatted(priority));
    }

    /** The id of the first thing in a list of the administrators' API, or of the first one in a list within it. */
    private String id(String path, String within) throws Exception {
        byte[] answer = keycloak.admin("GET", path, "");
        Object found = ((List<?>) Json.standard().read(answer, 0, answer.length)).get(0);
        if (!within.isEmpty()) {
            found = ((List<?>) ((Map<?, ?>) found).get(within)).get(0);
        }
        return String.valueOf(((Map<?, ?>) found).get("id"));
    }
}
