package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.oidc.Users.Grant;
import io.serai.processors.oidc.Users.KnownUser;
import io.serai.processors.oidc.Users.Standing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F17, F45: a person is who the issuer says by subject, the same one by token and by key. */
class IdentityTest {

    private Gate gate;

    @BeforeEach
    void start() throws IOException {
        gate = new Gate();
        gate.users.put(gate.issuer.issuer(), "victim", new KnownUser("usr_victim", "acme", Standing.ACTIVE, List.of()));
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void subject_withMailAddressOfAnother_isSomebodyElse_F17(boolean verified) {
        Caller victim = gate.check(token("victim", "roles", List.of("boss")));
        Caller thief = gate.check(FakeIssuer.sign(
                FakeIssuer.firstKey(),
                gate.issuer
                        .claims("thief")
                        .claim("email", "victim@acme.example")
                        .claim("email_verified", verified)
                        .claim("preferred_username", "victim")
                        .build()));

        assertThat(victim.user()).isEqualTo("usr_victim");
        assertThat(victim.roles()).containsExactly(Role.PLATFORM_ADMIN);
        assertThat(thief.user()).isNotEqualTo("usr_victim");
        assertThat(thief.principal()).isNotEqualTo(victim.principal());
        assertThat(thief.roles()).isEmpty();
    }

    @Test
    void newUser_whateverTheTokenSays_isMadeOfIssuerAndSubject_F17() {
        gate.check(token("fresh", "roles", List.of("boss")));
        assertThat(gate.users.created)
                .containsExactly(new Users.NewUser(gate.issuer.issuer(), "fresh", "acme", "", ""));
    }

    @Test
    void sameSubject_ofAnotherIssuer_isSomebodyElse_F17() throws IOException {
        try (Gate other = new Gate()) {
            other.users.put(
                    gate.issuer.issuer(), "victim", new KnownUser("usr_victim", "acme", Standing.ACTIVE, List.of()));
            assertThat(other.check(other.issuer.token("victim")).user()).isNotEqualTo("usr_victim");
        }
    }

    @Test
    void person_withKeyAndToken_isOnePrincipal_F45() {
        Caller byToken = gate.check(gate.issuer.token("victim"));
        Caller byKey = new Caller(
                "acme", "", "", "key_1", "usr_victim", Set.of(Role.DEVELOPER), Set.of(), List.of(), Set.of(), Map.of());
        assertThat(byToken.principal()).isEqualTo(byKey.principal()).isEqualTo("user:usr_victim");
    }

    @Test
    void person_ofAnotherTenantByDirectory_isForbidden() {
        assertForbidden(token("victim", "tenant", "globex"), "another tenant");
    }

    @Test
    void person_suspended_isForbidden() {
        gate.users.put(gate.issuer.issuer(), "gone", new KnownUser("usr_gone", "acme", Standing.SUSPENDED, List.of()));
        assertForbidden(gate.issuer.token("gone"), "suspended");
    }

    @Test
    void person_withRolesGivenHere_hasThoseOfItsTeamAndTenant() {
        gate.users.put(
                gate.issuer.issuer(),
                "lead",
                new KnownUser(
                        "usr_lead",
                        "acme",
                        Standing.ACTIVE,
                        List.of(new Grant(Role.TEAM_LEAD, "blue"), new Grant(Role.VIEWER, ""))));
        Caller lead = gate.check(token("lead", "roles", List.of("dev")));
        assertThat(lead.team()).isEqualTo("blue");
        assertThat(lead.roles()).containsExactlyInAnyOrder(Role.TEAM_LEAD, Role.VIEWER, Role.DEVELOPER);
    }

    @Test
    void person_ofTwoTeamsByRoles_hasNoRoleOfEither() {
        gate.users.put(
                gate.issuer.issuer(),
                "two",
                new KnownUser(
                        "usr_two",
                        "acme",
                        Standing.ACTIVE,
                        List.of(new Grant(Role.TEAM_LEAD, "blue"), new Grant(Role.TEAM_LEAD, "red"))));
        Caller two = gate.check(gate.issuer.token("two"));
        assertThat(two.team()).isEmpty();
        assertThat(two.roles()).isEmpty();
    }

    @Test
    void platformAdmin_byTokenOfAnotherTenantThanHome_isNone() {
        Places places = new NotHome();
        JwtAuthenticator tokens = new JwtAuthenticator(
                Gate.settings(gate.issuer.issuer(), ""), gate.http, gate.users, places, gate.clock);
        assertThat(tokens.check(token("boss", "roles", List.of("boss", "dev"))).roles())
                .containsExactly(Role.DEVELOPER);
    }

    @Test
    void token_ofUnknownTenantTeamOrApplication_isForbidden() {
        Places nowhere = new Nowhere();
        JwtAuthenticator tokens = new JwtAuthenticator(
                Gate.settings(gate.issuer.issuer(), ""), gate.http, gate.users, nowhere, gate.clock);
        SeraiException refused =
                catchThrowableOfType(SeraiException.class, () -> tokens.check(gate.issuer.token("alice")));
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        assertThat(gate.users.created).isEmpty();
    }

    private static class NotHome implements Places {
        @Override
        public Optional<String> tenant(String idOrName) {
            return Optional.of(idOrName);
        }

        @Override
        public Optional<String> team(String tenant, String idOrName) {
            return Optional.of(idOrName);
        }

        @Override
        public Optional<String> app(String tenant, String idOrName) {
            return Optional.of(idOrName);
        }

        @Override
        public boolean isHome(String tenant) {
            return false;
        }
    }

    private static final class Nowhere extends NotHome {
        @Override
        public Optional<String> tenant(String idOrName) {
            return Optional.empty();
        }
    }

    @Test
    void token_withoutTenant_isForbidden() {
        assertForbidden(token("lost", "tenant", null), "no tenant");
    }

    @Test
    void token_withTwoTenants_isForbidden() {
        assertForbidden(token("both", "tenant", List.of("acme", "globex")), "more than one tenant");
    }

    private String token(String subject, String claim, @Nullable Object value) {
        return FakeIssuer.sign(
                FakeIssuer.firstKey(),
                gate.issuer.claims(subject).claim(claim, value).build());
    }

    private void assertForbidden(String token, String why) {
        SeraiException refused = catchThrowableOfType(SeraiException.class, () -> gate.check(token));
        assertThat(refused).isNotNull().hasMessageContaining(why);
        assertThat(refused.kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
    }
}
