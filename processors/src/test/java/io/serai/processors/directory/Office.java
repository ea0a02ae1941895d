package io.serai.processors.directory;

import io.serai.processors.directory.Keys.NewSecret;
import io.serai.processors.directory.Keys.Spec;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.Ids;
import io.serai.processors.store.SettableClock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory store on a test's database, and short ways to put something into it. */
final class Office {

    static final OptionalLong ANY = OptionalLong.empty();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    final DirectoryStore store;

    Office(DatabaseKit kit) {
        this(kit, () -> {});
    }

    Office(DatabaseKit kit, Runnable poke) {
        this.store = new DirectoryStore(new DirectoryStore.Parts(
                kit.database(),
                new Ids(),
                clock,
                new SecretBox(new byte[32]),
                new WebhookAddress(Set.of("localhost")),
                poke));
    }

    Tenant tenant(String name) {
        return store.tenants().create(name).orThrow();
    }

    Team team(Tenant tenant, String name) {
        return store.teams().create(tenant.id(), name).orThrow();
    }

    Application application(Tenant tenant, String name) {
        return application(tenant, "", name);
    }

    Application application(Tenant tenant, String team, String name) {
        return store.applications()
                .create(tenant.id(), app(team, name), "user:usr_maker")
                .orThrow();
    }

    static Applications.Spec app(String team, String name) {
        return new Applications.Spec(team, name, "", Status.ACTIVE, Set.of("shop"));
    }

    User user(Tenant tenant, String subject) {
        return store.users()
                .known(
                        tenant.id(),
                        new Users.Identity("https://id.example", subject),
                        subject,
                        subject + "@example.com")
                .orThrow();
    }

    ApiKeyRecord key(Application application) {
        Holder owner = new Holder(HolderKind.APPLICATION, application.id());
        return store.keys()
                .create(application.tenant(), owner, key("k"), secret(), "user:usr_maker")
                .orThrow();
    }

    ApiKeyRecord key(User user) {
        Holder owner = new Holder(HolderKind.USER, user.id());
        return store.keys()
                .create(user.tenant(), owner, key("k"), secret(), "user:usr_maker")
                .orThrow();
    }

    static Spec key(String name) {
        return key(name, null);
    }

    static Spec key(String name, Instant expiresAt) {
        return new Spec(
                name,
                Set.of("models"),
                List.of("gpt-4o", "openai/*"),
                List.of("10.0.0.0/8"),
                Set.of("nightly"),
                Optional.ofNullable(expiresAt));
    }

    /** One that was never made before. */
    static NewSecret secret() {
        byte[] mac =
                ByteBuffer.allocate(32).putInt(28, NUMBER.incrementAndGet()).array();
        return new NewSecret(KeyHash.of(mac), "serai_ab12");
    }
}
