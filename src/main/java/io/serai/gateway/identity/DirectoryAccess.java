package io.serai.gateway.identity;

import io.serai.api.caller.Caller;
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
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What the directory knows, as those who let callers in ask for it. From memory, never waiting. Thread-safe. */
public final class DirectoryAccess implements KeyLookup, Membership, Subscriptions {

    private final Directory directory;
    private final KeyHolder holders;
    private final ConcurrentMap<String, Remembered> remembered = new ConcurrentHashMap<>();

    /** What was true of a key at a {@linkplain Directory#generation() generation} of the directory. */
    private record Remembered(long generation, KeyFacts facts) {}

    public DirectoryAccess(Directory directory) {
        this.directory = directory;
        this.holders = new KeyHolder(directory);
    }

    @Override
    public Optional<KeyFacts> find(KeyHash hash) {
        long generation = directory.generation();
        Optional<KeyEntry> entry = directory.key(io.serai.processors.directory.KeyHash.of(hash.bytes()));
        return entry.flatMap(found -> facts(found.key(), generation));
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
        return directory
                        .tenant(caller.tenant())
                        .filter(tenant -> tenant.status() == Status.ACTIVE)
                        .isPresent()
                && (caller.team().isEmpty() || admitsTeam(caller.team(), caller.tenant()))
                && (caller.app().isEmpty() || admitsApplication(caller.app(), caller.tenant()))
                && (caller.user().isEmpty() || admitsUser(caller.user(), caller.tenant()));
    }

    private boolean admitsTeam(String id, String tenant) {
        Optional<Team> team = directory.team(id);
        return team.isPresent()
                && team.get().tenant().equals(tenant)
                && team.get().status() == Status.ACTIVE;
    }

    private boolean admitsApplication(String id, String tenant) {
        Optional<Application> application = directory.application(id);
        return application.isPresent()
                && application.get().tenant().equals(tenant)
                && application.get().status() == Status.ACTIVE
                && (application.get().team().isEmpty()
                        || admitsTeam(application.get().team(), tenant));
    }

    private boolean admitsUser(String id, String tenant) {
        Optional<User> user = directory.user(id);
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
