package io.serai.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.caller.Role;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.DirectoryStore;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Team;
import io.serai.processors.directory.Tenant;
import io.serai.processors.directory.User;
import io.serai.processors.directory.Users.Identity;
import io.serai.processors.directory.Users.Spec;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.oidc.Users.Grant;
import io.serai.processors.oidc.Users.KnownUser;
import io.serai.processors.oidc.Users.NewUser;
import io.serai.processors.oidc.Users.Standing;
import io.serai.processors.store.Changes;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.Ids;
import io.serai.processors.store.OnEachDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F17, F45 in the gateway's own directory. */
@OnEachDatabase
class DirectoryUsersTest {

    private static final String ISSUER = "https://id.example.com";

    private final DatabaseKit kit;
    private final DirectoryStore store;
    private final Directory directory;
    private final Changes changes;
    private final DirectoryUsers users;
    private final DirectoryPlaces places;

    DirectoryUsersTest(DatabaseKit kit) {
        this.kit = kit;
        this.store = new DirectoryStore(new DirectoryStore.Parts(
                kit.database(),
                new Ids(),
                Clock.systemUTC(),
                new SecretBox(new byte[32]),
                new WebhookAddress(Set.of()),
                () -> {}));
        this.directory = new Directory(kit.database(), Clock.systemUTC());
        this.changes = new Changes(kit.database(), Clock.systemUTC(), Duration.ofMillis(20));
        this.users = new DirectoryUsers(directory, store.users());
        this.places = new DirectoryPlaces(directory);
    }

    @BeforeEach
    void empty() {
        kit.empty();
        changes.start();
        directory.follow(changes);
    }

    @AfterEach
    void stop() {
        changes.close();
    }

    @Test
    void subject_seenTwice_isOneUser() {
        Tenant acme = store.tenants().create("acme").orThrow();
        KnownUser first = users.create(new NewUser(ISSUER, "anna", acme.id(), "", "Anna"));
        assertThat(users.create(new NewUser(ISSUER, "anna", acme.id(), "", "Anna")))
                .isEqualTo(first);
        assertThat(users.create(new NewUser("https://other", "anna", acme.id(), "", "Anna"))
                        .id())
                .isNotEqualTo(first.id());
        assertThat(first.granted()).isEmpty();
    }

    @Test
    void user_knownByKeys_isTheSameByToken_F45() {
        Tenant acme = store.tenants().create("acme").orThrow();
        Team blue = store.teams().create(acme.id(), "blue").orThrow();
        User anna = store.users()
                .create(acme.id(), new Identity(ISSUER, "anna"), new Spec("Anna", "anna@acme.example", Status.ACTIVE))
                .orThrow();
        store.roles()
                .give(acme.id(), new Holder(HolderKind.USER, anna.id()), Role.TEAM_LEAD, blue.id(), "user:x")
                .orThrow();
        await().until(() -> directory.user(anna.id()).isPresent()
                && !directory.roles(new Holder(HolderKind.USER, anna.id())).isEmpty());

        assertThat(users.find(ISSUER, "anna").orElseThrow().id()).isEqualTo(anna.id());
        assertThat(users.find(ISSUER, "anna").orElseThrow().granted())
                .containsExactly(new Grant(Role.TEAM_LEAD, blue.id()));
        assertThat(users.find(ISSUER, "anna@acme.example")).isEmpty();
    }

    @Test
    void user_blocked_isSuspended() {
        Tenant acme = store.tenants().create("acme").orThrow();
        User anna = store.users()
                .create(acme.id(), new Identity(ISSUER, "anna"), new Spec("Anna", "", Status.ACTIVE))
                .orThrow();
        store.users()
                .update(acme.id(), anna.id(), OptionalLong.empty(), new Spec("Anna", "", Status.BLOCKED))
                .orThrow();
        await().until(() -> directory
                .user(anna.id())
                .filter(user -> user.status() == Status.BLOCKED)
                .isPresent());
        assertThat(users.find(ISSUER, "anna").orElseThrow().standing()).isEqualTo(Standing.SUSPENDED);
    }

    @Test
    void subjectAndName_thatNoUserCanHave_areForbiddenAndCut() {
        Tenant acme = store.tenants().create("acme").orThrow();
        NewUser longSubject = new NewUser(ISSUER, "x".repeat(1000), acme.id(), "", "Anna");
        assertThatThrownBy(() -> users.create(longSubject)).hasMessageContaining("subject");
        KnownUser odd = users.create(new NewUser(ISSUER, "odd", acme.id(), "", "a\u0000b".repeat(1000)));
        assertThat(store.users().find(acme.id(), odd.id()).orElseThrow().name()).hasSize(100);
    }

    @Test
    void places_byIdOrName_areThoseOfTheTenantAlone() {
        Tenant acme = store.tenants().create("acme").orThrow();
        Tenant globex = store.tenants().create("globex").orThrow();
        Team blue = store.teams().create(acme.id(), "blue").orThrow();
        await().until(() -> directory.team(blue.id()).isPresent());

        assertThat(places.tenant("acme")).contains(acme.id());
        assertThat(places.tenant(acme.id())).contains(acme.id());
        assertThat(places.tenant("nobody")).isEmpty();
        assertThat(places.team(acme.id(), "blue")).contains(blue.id());
        assertThat(places.team(globex.id(), "blue")).isEmpty();
        assertThat(places.team(globex.id(), blue.id())).isEmpty();
        assertThat(places.app(acme.id(), "none")).isEmpty();
        assertThat(places.isHome(acme.id())).isFalse();
        assertThat(places.isHome(Tenant.HOME)).isTrue();
    }
}
