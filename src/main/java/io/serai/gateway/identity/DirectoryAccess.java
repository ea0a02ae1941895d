package io.serai.gateway.identity;

import io.serai.api.caller.Caller;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.Application;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.Directory.KeyEntry;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Team;
import io.serai.processors.directory.Thing;
import io.serai.processors.directory.User;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.KeyHash;
import io.serai.processors.identity.KeyLookup;
import io.serai.processors.identity.Membership;
import io.serai.processors.identity.Networks;
import io.serai.processors.identity.Subscriptions;
import io.serai.processors.store.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the directory knows, as those who let callers in ask for it. From memory, never waiting. While the database is away what is known
 * goes on to be good for a time; what is not known may have been made by another node, so that nothing is said about it. Thread-safe.
 */
public final class DirectoryAccess implements KeyLookup, Membership, Subscriptions {

    /** What was made longer ago is known here, unless nothing is heard. Changes are read twice a second; a slow reading is none missed. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(2);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Directory directory;
    private final Changes changes;
    private final Duration outage;
    private final KeyHolder holders;
    private final ConcurrentMap<String, Remembered> remembered = new ConcurrentHashMap<>();

    /** What was true of a key at a {@linkplain Directory#generation() generation} of the directory. */
    private record Remembered(long generation, KeyFacts facts) {}

    /**
     * @param changes that the directory follows
     * @param outage how long it is gone by what was last heard
     */
    public DirectoryAccess(Directory directory, Changes changes, Duration outage) {
        this.directory = directory;
        this.changes = changes;
        this.outage = outage;
        this.holders = new KeyHolder(directory);
        changes.listen("key", new Changes.Listener() {
            @Override
            public void changed(Set<String> ids) {
                remembered.keySet().removeAll(ids);
            }

            @Override
            public void missed() {
                remembered.clear();
            }
        });
    }

    @Override
    public Optional<KeyFacts> find(KeyHash hash) {
        requireHeardWithin(outage);
        long generation = directory.generation();
        Optional<KeyEntry> entry = directory.key(io.serai.processors.directory.KeyHash.of(hash.bytes()));
        return entry.flatMap(found -> facts(found.key(), generation));
    }

    @Override
    public void requireCurrent() {
        requireHeardWithin(HEARD_WITHIN);
    }

    private void requireHeardWithin(Duration time) {
        if (changes.silence().compareTo(time) > 0) {
            throw away();
        }
    }

    private static SeraiException away() {
        return new GatewayException(
                        ErrorKind.GATEWAY_OVERLOADED,
                        "Who may call can't be said at the moment: the gateway's database can't be reached.")
                .withRetryAfter(RETRY_AFTER);
    }

    /** What has been found. Nothing is found only where there is nothing. */
    private <T> Optional<T> known(Optional<T> found) {
        if (found.isEmpty()) {
            requireCurrent();
        }
        return found;
    }

    private Optional<KeyFacts> facts(ApiKeyRecord key, long generation) {
        Remembered known = remembered.get(key.id());
        if (known != null && known.generation() == generation) {
            return Optional.of(known.facts());
        }
        return holders.of(key).map(caller -> {
            KeyFacts fresh = facts(key, caller);
            KeyFacts facts = known != null && known.facts().equals(fresh) ? known.facts() : fresh;
            remembered.put(key.id(), new Remembered(generation, facts));
            return facts;
        });
    }

    private KeyFacts facts(ApiKeyRecord key, Caller caller) {
        return new KeyFacts(
                caller,
                status(key),
                key.expiresAt().map(Instant::toEpochMilli).orElse(KeyFacts.NEVER),
                Networks.of(key.networks()));
    }

    private KeyFacts.Status status(ApiKeyRecord key) {
        if (key.status() == Status.REVOKED) {
            return KeyFacts.Status.REVOKED;
        }
        return directory.isActive(key) ? KeyFacts.Status.ACTIVE : KeyFacts.Status.BLOCKED;
    }

    /** As whom a key, an application or a user calls, by its id. */
    public Optional<Caller> callerOf(String id) {
        return directory
                .key(id)
                .flatMap(holders::of)
                .or(() -> directory.application(id).map(holders::of))
                .or(() -> directory.user(id).map(holders::of));
    }

    @Override
    public boolean admits(Caller caller) {
        requireHeardWithin(outage);
        return known(directory.tenant(caller.tenant()))
                        .filter(tenant -> tenant.status() == Status.ACTIVE)
                        .isPresent()
                && (caller.team().isEmpty() || admitsTeam(caller.team(), caller.tenant()))
                && (caller.app().isEmpty() || admitsApplication(caller.app(), caller.tenant()))
                && (caller.user().isEmpty() || admitsUser(caller.user(), caller.tenant()));
    }

    private boolean admitsTeam(String id, String tenant) {
        Optional<Team> team = known(directory.team(id));
        return team.isPresent()
                && team.get().tenant().equals(tenant)
                && team.get().status() == Status.ACTIVE;
    }

    private boolean admitsApplication(String id, String tenant) {
        Optional<Application> application = known(directory.application(id));
        return application.isPresent()
                && application.get().tenant().equals(tenant)
                && application.get().status() == Status.ACTIVE
                && (application.get().team().isEmpty()
                        || admitsTeam(application.get().team(), tenant));
    }

    private boolean admitsUser(String id, String tenant) {
        Optional<User> user = known(directory.user(id));
        return user.isPresent() && user.get().tenant().equals(tenant) && directory.isActive(user.get());
    }

    /** The directory gives back what it is told of a thing's card where it has no rule; asked twice, that shows. */
    @Override
    public Optional<Visibility> visibility(Kind kind, String name, String tenant) {
        Thing thing = thing(kind, name);
        Visibility unlessOpen = directory.visibility(thing, tenant, Visibility.OPEN);
        if (unlessOpen != Visibility.OPEN) {
            return Optional.of(unlessOpen);
        }
        return directory.visibility(thing, tenant, Visibility.PRIVATE) == Visibility.OPEN
                ? Optional.of(Visibility.OPEN)
                : Optional.empty();
    }

    @Override
    public boolean subscribed(String app, Kind kind, String name) {
        return directory.isSubscribed(app, thing(kind, name));
    }

    private static Thing thing(Kind kind, String name) {
        return new Thing(
                switch (kind) {
                    case MODEL -> Thing.Kind.MODEL;
                    case PROMPT -> Thing.Kind.PROMPT;
                    case WORKFLOW -> Thing.Kind.WORKFLOW;
                },
                name);
    }
}
