package io.serai.processors.directory;

import io.serai.processors.directory.Directory.KeyEntry;
import io.serai.processors.directory.RoleBinding.Holder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The directory as this node knows it. Concurrent maps, written by one thread: with 100,000 keys a change of one must not copy all, and
 * each thing is looked up by itself, so that nobody needs to see several of them at the same instant.
 */
final class Snapshot {

    /** A name within something. */
    record Pair(String in, String name) {}

    final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
    final Map<String, Tenant> tenantsByName = new ConcurrentHashMap<>();
    final Map<String, Team> teams = new ConcurrentHashMap<>();
    final Map<Pair, Team> teamsByName = new ConcurrentHashMap<>();
    final Map<String, Application> applications = new ConcurrentHashMap<>();
    final Map<Pair, Application> applicationsByName = new ConcurrentHashMap<>();
    final Map<String, User> users = new ConcurrentHashMap<>();
    final Map<Pair, User> usersBySubject = new ConcurrentHashMap<>();
    final Map<String, ApiKeyRecord> keys = new ConcurrentHashMap<>();
    final Map<KeyHash, KeyEntry> keysByHash = new ConcurrentHashMap<>();
    final Map<Holder, Set<RoleBinding>> roles = new ConcurrentHashMap<>();
    final Map<String, GrantedThings> subscriptions = new ConcurrentHashMap<>();
    volatile VisibilityRules visibilities = VisibilityRules.NONE;

    private final Map<String, RoleBinding> bindings = new ConcurrentHashMap<>();
    private final Map<String, Subscription> subscriptionsById = new ConcurrentHashMap<>();

    void tenant(String id, @Nullable Tenant tenant) {
        replace(tenants, tenantsByName, Tenant::name, id, tenant);
    }

    void team(String id, @Nullable Team team) {
        replace(teams, teamsByName, each -> new Pair(each.tenant(), each.name()), id, team);
    }

    void application(String id, @Nullable Application application) {
        replace(applications, applicationsByName, each -> new Pair(each.tenant(), each.name()), id, application);
    }

    void user(String id, @Nullable User user) {
        replace(users, usersBySubject, each -> new Pair(each.issuer(), each.subject()), id, user);
    }

    /** The new comes before the old goes, so that nobody finds neither; what has taken the old name meanwhile stays. */
    private static <T, K> void replace(
            Map<String, T> byId, Map<K, T> byName, Function<T, K> name, String id, @Nullable T thing) {
        T before = byId.get(id);
        if (thing != null) {
            byId.put(id, thing);
            byName.put(name.apply(thing), thing);
        } else {
            byId.remove(id);
        }
        if (before != null && (thing == null || !name.apply(before).equals(name.apply(thing)))) {
            byName.remove(name.apply(before), before);
        }
    }

    void key(String id, @Nullable ApiKeyRecord key) {
        ApiKeyRecord before = keys.get(id);
        Set<KeyHash> gone = new HashSet<>();
        if (before != null) {
            before.secrets().forEach(secret -> gone.add(secret.hash()));
        }
        if (key == null) {
            keys.remove(id);
        } else {
            keys.put(id, key);
            for (ApiKeyRecord.Secret secret : key.secrets()) {
                keysByHash.put(secret.hash(), new KeyEntry(key, secret));
                gone.remove(secret.hash());
            }
        }
        gone.forEach(keysByHash::remove);
    }

    void binding(String id, @Nullable RoleBinding binding) {
        RoleBinding before = binding == null ? bindings.remove(id) : bindings.put(id, binding);
        if (binding != null) {
            roles.merge(binding.holder(), Set.of(binding), (have, one) -> changed(have, id, binding));
        }
        if (before != null && (binding == null || !before.holder().equals(binding.holder()))) {
            roles.computeIfPresent(before.holder(), (holder, have) -> {
                Set<RoleBinding> left = changed(have, id, null);
                return left.isEmpty() ? null : left;
            });
        }
    }

    private static Set<RoleBinding> changed(Set<RoleBinding> have, String id, @Nullable RoleBinding binding) {
        Set<RoleBinding> changed = new HashSet<>(have);
        changed.removeIf(each -> each.id().equals(id));
        if (binding != null) {
            changed.add(binding);
        }
        return Set.copyOf(changed);
    }

    void subscription(String id, @Nullable Subscription subscription) {
        Subscription now =
                subscription != null && subscription.state() == Subscription.State.APPROVED ? subscription : null;
        Subscription before = now == null ? subscriptionsById.remove(id) : subscriptionsById.put(id, now);
        if (now != null) {
            subscriptions.merge(now.application(), GrantedThings.NONE.with(now), (have, one) -> have.with(now));
        } else if (before != null) {
            subscriptions.computeIfPresent(before.application(), (application, have) -> have.without(id));
        }
    }

    void visibility(String id, @Nullable Visibility visibility) {
        visibilities = visibilities.with(id, visibility);
    }

    boolean isActive(String tenant) {
        Tenant found = tenants.get(tenant);
        return found != null && found.status() == Status.ACTIVE;
    }

    boolean isActiveApplication(String id) {
        Application application = applications.get(id);
        if (application == null || application.status() != Status.ACTIVE) {
            return false;
        }
        if (application.team().isEmpty()) {
            return true;
        }
        Team team = teams.get(application.team());
        return team != null && team.status() == Status.ACTIVE;
    }

    boolean isActiveUser(String id) {
        User user = users.get(id);
        return user != null && user.status() == Status.ACTIVE && isActive(user.tenant());
    }
}
