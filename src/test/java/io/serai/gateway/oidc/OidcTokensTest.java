package io.serai.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.DirectoryStore;
import io.serai.processors.directory.RevokedToken.Which;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Tenant;
import io.serai.processors.directory.Users.Spec;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.oidc.FakeIssuer;
import io.serai.processors.oidc.JwtAuthenticator;
import io.serai.processors.oidc.TokenMark;
import io.serai.processors.store.Changes;
import io.serai.processors.store.Database;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.Ids;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of an issuer on loopback, people in a real directory. */
class OidcTokensTest {

    private final DatabaseKit kit = DatabaseKit.fresh(Database.Kind.H2);
    private final DirectoryStore store = new DirectoryStore(new DirectoryStore.Parts(
            kit.database(),
            new Ids(),
            Clock.systemUTC(),
            new SecretBox(new byte[32]),
            new WebhookAddress(Set.of()),
            () -> {}));
    private final Directory directory = new Directory(kit.database(), Clock.systemUTC());
    private final Changes changes = new Changes(kit.database(), Clock.systemUTC(), Duration.ofMillis(20));
    private FakeIssuer issuer;
    private JwtAuthenticator tokens;
    private Tenant acme;

    @BeforeEach
    void start() throws IOException {
        issuer = new FakeIssuer(InstantSource.system());
        changes.start();
        directory.follow(changes);
        acme = store.tenants().create("acme").orThrow();
        await().until(() -> directory.tenantNamed("acme").isPresent());
        OidcTokens oidc = OidcTokens.of("oidc.yaml", settings(), directory, store.users(), InstantSource.system())
                .orElseThrow();
        oidc.follow(changes, store.revokedTokens());
        tokens = oidc.authenticator();
    }

    @AfterEach
    void stop() {
        changes.close();
        issuer.close();
        kit.close();
    }

    private String settings() {
        return """
                issuers:
                  - issuer: %s
                    audiences: [%s]
                    create-users: true
                    mapping: {tenant: {claim: tenant}}
                """
                .formatted(issuer.issuer(), FakeIssuer.AUDIENCE);
    }

    @Test
    void emptyFile_takesNobodysTokens() {
        assertThat(OidcTokens.of("oidc.yaml", "", directory, store.users(), InstantSource.system()))
                .isEmpty();
    }

    @Test
    void newSubject_becomesAUserOfItsTenant() {
        Caller anna = tokens.check(issuer.token("anna"));
        assertThat(anna.tenant()).isEqualTo(acme.id());
        assertThat(anna.user()).startsWith("usr_");
        assertThat(anna.roles()).isEmpty();
        assertThat(tokens.check(issuer.token("anna")).user()).isEqualTo(anna.user());
        await().untilAsserted(() -> assertThat(directory.user(issuer.issuer(), "anna"))
                .hasValueSatisfying(user -> assertThat(user.id()).isEqualTo(anna.user())));
    }

    @Test
    void roleGivenHere_isSeenByTokensThatAreRemembered() {
        String token = issuer.token("anna");
        Caller anna = tokens.check(token);
        store.roles()
                .give(acme.id(), new Holder(HolderKind.USER, anna.user()), Role.DEVELOPER, "", "user:x")
                .orThrow();
        await().untilAsserted(() -> assertThat(tokens.check(token).roles()).containsExactly(Role.DEVELOPER));
    }

    @Test
    void userBlockedHere_isForbiddenWithTokensThatAreRemembered() {
        String token = issuer.token("anna");
        Caller anna = tokens.check(token);
        store.users()
                .update(acme.id(), anna.user(), OptionalLong.empty(), new Spec("Anna", "", Status.BLOCKED))
                .orThrow();
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> tokens.check(token)).hasMessageContaining("suspended"));
    }

    @Test
    void tokenTakenBack_isRefused_evenWhereItIsRemembered() {
        String token = issuer.token("anna");
        tokens.check(token);
        String digest = TokenMark.read(token).orElseThrow().digest();
        store.revokedTokens()
                .revoke("", Which.ofDigest(digest), Instant.now().plusSeconds(300), "user:x")
                .orThrow();
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> tokens.check(token)).hasMessageContaining("taken back"));
        assertThat(tokens.check(issuer.token("berta"))).isNotNull();
    }
}
