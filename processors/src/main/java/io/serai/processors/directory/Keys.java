package io.serai.processors.directory;

import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.store.Changes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** API keys in SQL. A key of another tenant is as absent. Thread-safe. */
public final class Keys {

    private final Writes writes;

    Keys(Writes writes) {
        this.writes = writes;
    }

    /**
     * What can be changed.
     *
     * @param scopes what it is narrowed to; empty where it is not
     * @param models names that it is narrowed to, each perhaps with {@code *} at its end; empty where it is not
     * @param networks where calls may come from, as CIDR, checked by whoever asks; empty for anywhere
     */
    public record Spec(
            String name,
            Set<String> scopes,
            List<String> models,
            List<String> networks,
            Set<String> tags,
            Optional<Instant> expiresAt) {
        public Spec {
            Fields.text("name", name, 200);
            Fields.items("scopes", scopes, 20);
            Fields.items("models", models, 100);
            Fields.items("networks", networks, 30);
            Fields.items("tags", tags, Fields.MOST_TAGS);
            scopes = Set.copyOf(scopes);
            models = List.copyOf(models);
            networks = List.copyOf(networks);
            tags = Set.copyOf(tags);
        }
    }

    /**
     * A secret that was made for a key.
     *
     * @param shown its beginning, at most 20 characters
     */
    public record NewSecret(KeyHash hash, String shown) {}

    /**
     * Makes a key of an application or a user.
     *
     * @param createdBy the principal that makes it
     */
    public Outcome<ApiKeyRecord> create(String tenant, Holder owner, Spec spec, NewSecret secret, String createdBy) {
        return writes.write("secret", handle -> create(handle, tenant, owner, spec, secret, createdBy));
    }

    Outcome<ApiKeyRecord> create(
            Handle handle, String tenant, Holder owner, Spec spec, NewSecret secret, String createdBy) {
        if (owner.kind() == HolderKind.KEY) {
            throw new IllegalArgumentException("a key belongs to an application or to a user");
        }
        if (Belongings.isForeign(handle, tenant, owner)) {
            return new Outcome.Absent<>();
        }
        String id = writes.id("key");
        bind(handle.createUpdate(KeySql.INSERT), spec)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("application", owner.kind() == HolderKind.APPLICATION ? owner.id() : null)
                .bind("owner", owner.kind() == HolderKind.USER ? owner.id() : null)
                .bind("by", createdBy)
                .bind("now", writes.now())
                .execute();
        insert(handle, id, secret);
        return written(handle, tenant, id, 1);
    }

    /**
     * Gives a key a new secret. The one it has goes on for a while; one that had been going on like that ends now, so that there are never
     * more than two.
     *
     * @param oldEndsAt when the present secret ends; at once where that is past
     */
    public Outcome<ApiKeyRecord> rotate(
            String tenant, String id, OptionalLong expected, NewSecret secret, Instant oldEndsAt) {
        return writes.write("secret", handle -> {
            Outcome<ApiKeyRecord> raised = raise(handle, tenant, id, expected);
            if (raised.done().isEmpty()) {
                return raised;
            }
            handle.createUpdate(KeySql.END_OLDER).bind("key", id).execute();
            handle.createUpdate(KeySql.END_NEWEST)
                    .bind("key", id)
                    .bind("end", oldEndsAt)
                    .execute();
            insert(handle, id, secret);
            return written(handle, tenant, id, 1);
        });
    }

    private static Outcome<ApiKeyRecord> raise(Handle handle, String tenant, String id, OptionalLong expected) {
        int rows = Writes.expecting(handle.createUpdate(KeySql.RAISE), expected)
                .bind("id", id)
                .bind("tenant", tenant)
                .execute();
        Optional<ApiKeyRecord> found = find(handle, tenant, id);
        if (rows == 0 && found.isPresent() && found.get().status() == Status.REVOKED) {
            return new Outcome.Refused<>("The key has been revoked.");
        }
        return outcome(found, rows);
    }

    private void insert(Handle handle, String key, NewSecret secret) {
        handle.createUpdate(KeySql.INSERT_SECRET)
                .bind("hash", secret.hash().text())
                .bind("key", key)
                .bind("shown", secret.shown())
                .bind("now", writes.now())
                .execute();
    }

    /** @param expected the version that is to be changed; any where there is none */
    public Outcome<ApiKeyRecord> update(String tenant, String id, OptionalLong expected, Spec spec) {
        return writes.write("name", handle -> {
            int rows = Writes.expecting(bind(handle.createUpdate(KeySql.UPDATE), spec), expected)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .execute();
            return written(handle, tenant, id, rows);
        });
    }

    /** Blocks a key, lets it go on, or revokes it: the last is for ever. */
    public Outcome<ApiKeyRecord> put(String tenant, String id, OptionalLong expected, Status status) {
        return writes.write("status", handle -> {
            Optional<ApiKeyRecord> found = find(handle, tenant, id);
            if (found.isPresent() && found.get().status() == status) {
                return new Outcome.Done<>(found.get());
            }
            int rows = Writes.expecting(handle.createUpdate(KeySql.PUT), expected)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .bind("status", status.label())
                    .execute();
            if (rows == 0 && found.isPresent() && found.get().status() == Status.REVOKED) {
                return new Outcome.Refused<>("The key has been revoked.");
            }
            return written(handle, tenant, id, rows);
        });
    }

    public Optional<ApiKeyRecord> find(String tenant, String id) {
        return writes.database().read(handle -> find(handle, tenant, id));
    }

    /** Of whichever tenant: whoever asks looks at whose it is. */
    public Optional<ApiKeyRecord> find(String id) {
        return writes.database().read(handle -> KeptKeys.one(handle, id));
    }

    static Optional<ApiKeyRecord> find(Handle handle, String tenant, String id) {
        return KeptKeys.one(handle, id).filter(key -> key.tenant().equals(tenant));
    }

    /**
     * Filters: {@code application}, {@code user}, {@code status}, {@code name} for a part of it.
     *
     * @param tenant whose, or {@link Page#ALL_TENANTS}
     */
    public Page<ApiKeyRecord> list(String tenant, Ask ask) {
        ask.only(Set.of("application", "user", "status", "name"));
        List<ApiKeyRecord> rows = writes.database().read(handle -> {
            List<String> ids = Listing.bind(handle.createQuery(KeySql.PAGE), ask)
                    .bind("tenant", tenant)
                    .bind("application", ask.filter("application"))
                    .bind("owner", ask.filter("user"))
                    .bind("status", ask.filter("status"))
                    .bind("name", ask.filter("name"))
                    .mapTo(String.class)
                    .list();
            List<ApiKeyRecord> keys = new ArrayList<>();
            ids.forEach(id -> KeptKeys.one(handle, id).ifPresent(keys::add));
            return keys;
        });
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), each.name(), each.id()));
    }

    /** Deletes a key with its roles; {@link #put revoking} leaves a trace of it. */
    public Outcome<ApiKeyRecord> delete(String tenant, String id, OptionalLong expected) {
        return writes.write("name", handle -> {
            Optional<ApiKeyRecord> found = find(handle, tenant, id);
            boolean wanted =
                    found.isPresent() && Writes.isExpected(expected, found.get().version());
            if (wanted) {
                Belongings.deleteKey(handle, id);
            }
            return outcome(found, wanted ? 1 : 0);
        });
    }

    private static Outcome<ApiKeyRecord> written(Handle handle, String tenant, String id, int rows) {
        Outcome<ApiKeyRecord> outcome = outcome(find(handle, tenant, id), rows);
        if (outcome instanceof Outcome.Done) {
            Changes.note(handle, "key", id);
        }
        return outcome;
    }

    private static Outcome<ApiKeyRecord> outcome(Optional<ApiKeyRecord> found, int rows) {
        if (found.isEmpty()) {
            return new Outcome.Absent<>();
        }
        return rows == 0 ? new Outcome.Stale<>(found.get().version()) : new Outcome.Done<>(found.get());
    }

    private static Update bind(Update update, Spec spec) {
        @Nullable Instant end = spec.expiresAt().orElse(null);
        return update.bind("name", spec.name())
                .bind("scopes", Texts.write(spec.scopes()))
                .bind("models", Texts.write(spec.models()))
                .bind("networks", Texts.write(spec.networks()))
                .bind("tags", Texts.write(spec.tags()))
                .bind("expires", end);
    }
}
