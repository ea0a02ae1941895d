package io.serai.processors.directory;

import io.serai.api.model.ModelCard;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.store.Changes;
import io.serai.processors.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What calls need to know of tenants, applications, users and keys, all of it in memory: read from SQL at the start and kept up by
 * {@link Changes}, and as it was last known while the database is away. Looking something up neither waits nor touches SQL. Thread-safe.
 */
public final class Directory {

    /** A key, and that of its secrets which was shown. */
    public record KeyEntry(ApiKeyRecord key, ApiKeyRecord.Secret secret) {}

    private final Database database;
    private final Clock clock;
    private final AtomicLong generation = new AtomicLong();
    private volatile Snapshot now = new Snapshot();

    public Directory(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Reads all there is and follows what changes.
     *
     * @param changes that have been started
     * @throws io.serai.api.error.GatewayException where the database is away
     */
    public void follow(Changes changes) {
        for (Kept kept : Kept.ALL) {
            changes.listen(kept.kind(), new Changes.Listener() {
                @Override
                public void changed(Set<String> ids) {
                    refresh(kept, ids);
                }

                @Override
                public void missed() {
                    // Once for all kinds: each of them hears of it.
                    if (kept == Kept.ALL.get(0)) {
                        readAll();
                    }
                }
            });
        }
        readAll();
    }

    /** Reads all anew, one reader at a time, beside what calls see meanwhile, and puts it in its place at once. */
    private synchronized void readAll() {
        Snapshot fresh = new Snapshot();
        database.read(handle -> {
            for (Kept kept : Kept.ALL) {
                kept.readAll(handle, fresh);
            }
            return 0;
        });
        now = fresh;
        generation.incrementAndGet();
    }

    private synchronized void refresh(Kept kept, Set<String> ids) {
        Snapshot current = now;
        database.read(handle -> {
            ids.forEach(id -> kept.read(handle, id, current));
            return 0;
        });
        generation.incrementAndGet();
    }

    /** Rises whenever anything has changed: what was derived at another number is to be derived anew. */
    public long generation() {
        return generation.get();
    }

    /** The key that a secret opens, in whatever state it is; none once a rotated secret has ended. */
    public Optional<KeyEntry> key(KeyHash hash) {
        return Optional.ofNullable(now.keysByHash.get(hash)).filter(this::stillOpens);
    }

    private boolean stillOpens(KeyEntry entry) {
        Optional<Instant> end = entry.secret().endsAt();
        return end.isEmpty() || clock.millis() < end.get().toEpochMilli();
    }

    public Optional<ApiKeyRecord> key(String id) {
        return Optional.ofNullable(now.keys.get(id));
    }

    public Optional<Tenant> tenant(String id) {
        return Optional.ofNullable(now.tenants.get(id));
    }

    public Optional<Tenant> tenantNamed(String name) {
        return Optional.ofNullable(now.tenantsByName.get(name));
    }

    public Optional<Team> team(String id) {
        return Optional.ofNullable(now.teams.get(id));
    }

    /** The team of a tenant with this name. */
    public Optional<Team> teamNamed(String tenant, String name) {
        return Optional.ofNullable(now.teamsByName.get(new Snapshot.Pair(tenant, name)));
    }

    public Optional<Application> application(String id) {
        return Optional.ofNullable(now.applications.get(id));
    }

    /** The application of a tenant with this name. */
    public Optional<Application> applicationNamed(String tenant, String name) {
        return Optional.ofNullable(now.applicationsByName.get(new Snapshot.Pair(tenant, name)));
    }

    public Optional<User> user(String id) {
        return Optional.ofNullable(now.users.get(id));
    }

    /** The person that an issuer knows by this subject. */
    public Optional<User> user(String issuer, String subject) {
        return Optional.ofNullable(now.usersBySubject.get(new Snapshot.Pair(issuer, subject)));
    }

    /** The roles that somebody was given; none is the empty set. */
    public Set<RoleBinding> roles(Holder holder) {
        return now.roles.getOrDefault(holder, Set.of());
    }

    /** Whether a key may do anything now: it, its tenant, and its application with its team or its user are active, and it has not run out. */
    public boolean isActive(ApiKeyRecord key) {
        if (key.status() != Status.ACTIVE
                || (key.expiresAt().isPresent()
                        && clock.millis() >= key.expiresAt().get().toEpochMilli())) {
            return false;
        }
        return key.user().isEmpty()
                ? now.isActive(key.tenant()) && now.isActiveApplication(key.application())
                : now.isActiveUser(key.user());
    }

    /** Whether a user may do anything now: it and its tenant are active. */
    public boolean isActive(User user) {
        return now.isActiveUser(user.id());
    }

    /**
     * Who may use a thing in a tenant: what its own rule says, or else that for all tenants, or else its route. Of several rules that match
     * a name the narrowest counts.
     *
     * @param byRoute what the thing's route says
     */
    public ModelCard.Visibility visibility(Thing thing, String tenant, ModelCard.Visibility byRoute) {
        ModelCard.Visibility own = now.visibilities.of(thing, tenant);
        if (own != null) {
            return own;
        }
        ModelCard.Visibility general = now.visibilities.of(thing, "");
        return general == null ? byRoute : general;
    }

    /** Whether rules hide anything of a family from a tenant, if only one of it. */
    public boolean hidesOf(Thing family, String tenant) {
        VisibilityRules rules = now.visibilities;
        return Stream.concat(rules.privateWithin(family, tenant), rules.privateWithin(family, ""))
                .anyMatch(
                        thing -> visibility(thing, tenant, ModelCard.Visibility.OPEN) == ModelCard.Visibility.PRIVATE);
    }

    /** Whether an application has a subscription to a thing that holds now, by its name or by one that covers it. */
    public boolean isSubscribed(String application, Thing thing) {
        GrantedThings granted = now.subscriptions.get(application);
        return granted != null && granted.cover(thing, clock.millis());
    }

    /** All tenants, in no order. */
    public List<Tenant> tenants() {
        return List.copyOf(now.tenants.values());
    }
}
