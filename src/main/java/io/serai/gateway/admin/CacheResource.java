package io.serai.gateway.admin;

import io.serai.processors.audit.Detail;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.CacheStore.Sight;
import io.serai.processors.cache.CacheStore.Statistics;
import io.serai.processors.cache.CacheVerdict;
import io.serai.processors.cache.Purge;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import io.serai.processors.metrics.CacheMetrics;
import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers that caches keep: how many, of what kind, and how to be rid of them. Never what is in them. */
final class CacheResource implements AdminResource {

    private final Caches caches;
    private final Clock clock;

    CacheResource(Caches caches, Clock clock) {
        this.caches = caches;
        this.clock = clock;
    }

    @Override
    public List<AdminOperation> operations() {
        String one = "/cache/entries/{entry}";
        Right write = Right.CACHE_WRITE;
        return List.of(
                AdminOperation.read("getCache", "/cache", Right.CACHE_READ, this::statistics),
                AdminOperation.read("getCacheEntry", one, Right.CACHE_READ, this::look),
                AdminOperation.change("deleteCacheEntry", "DELETE", one, write, "cache.delete", this::delete),
                AdminOperation.change("purgeCache", "POST", "/cache/purge", write, "cache.purge", this::purge));
    }

    /** What all tenants have together tells each something of the others. */
    private AdminAnswer statistics(AdminCall call) {
        if (call.reach() != Reach.ALL) {
            throw ProblemException.forbidden("This tells of all tenants together.");
        }
        Statistics found = caches.store().map(CacheStore::statistics).orElse(new Statistics(0, 0, 0, 0));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entries", found.entries());
        json.put("bytes", found.bytes());
        json.put("evicted", found.evicted());
        json.put("nodes", found.nodes());
        caches.counts().ifPresent(counts -> json.put("here", shape(counts)));
        return AdminAnswer.ok(json);
    }

    private static Map<String, Object> shape(CacheMetrics.Counts counts) {
        Map<String, Object> requests = new LinkedHashMap<>();
        for (CacheVerdict verdict : CacheVerdict.values()) {
            requests.put(verdict.label(), counts.verdicts().getOrDefault(verdict, 0L));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requests", requests);
        json.put("saved_calls", counts.savedCalls());
        json.put("saved_input_tokens", counts.savedInput());
        json.put("saved_output_tokens", counts.savedOutput());
        return json;
    }

    private AdminAnswer look(AdminCall call) {
        CacheKey key = key(call);
        return caches.store()
                .flatMap(store -> store.look(key))
                .map(CacheResource::shape)
                .map(AdminAnswer::ok)
                .orElseThrow(ProblemException::absent);
    }

    private AdminAnswer delete(AdminCall call) {
        CacheKey key = key(call);
        if (!caches.store().map(store -> store.remove(key)).orElse(false)) {
            throw ProblemException.absent();
        }
        call.touches(key.scope(), tenantOf(key.scope()));
        return AdminAnswer.nothing();
    }

    private AdminAnswer purge(AdminCall call) {
        Purge what = PurgeFields.read(call, clock.millis());
        long count = caches.store().map(store -> store.purge(what)).orElse(0L);
        Map<Detail, String> details = new EnumMap<>(Detail.class);
        details.put(Detail.COUNT, String.valueOf(count));
        what.asked().ifPresent(model -> details.put(Detail.MODEL, model));
        String scope = what.scope().orElse("*");
        call.touches(scope, tenantOf(scope), details);
        return AdminAnswer.ok(Map.of("purged", count));
    }

    /** The one that is meant, where the caller may know of it. */
    private static CacheKey key(AdminCall call) {
        CacheKey key = CacheKey.ofName(call.path("entry"));
        String tenant = tenantOf(key.scope());
        call.require(tenant.isEmpty() ? Scope.PLATFORM : Scope.ofTenant(tenant));
        return key;
    }

    /** Empty for what tenants share, or belongs to nobody who is known: that is the platform's. */
    private static String tenantOf(String scope) {
        String tenant = scope.split("/", 2)[0];
        return tenant.equals("*") || tenant.equals("-") ? "" : tenant;
    }

    private static Map<String, Object> shape(Sight sight) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scope", sight.key().scope());
        json.put("asked", sight.asked());
        json.put("provider", sight.source().provider());
        json.put("model", sight.source().model());
        json.put("operation", sight.source().operation().label());
        json.put("tags", Shapes.sorted(sight.tags()));
        json.put("stored_at", Shapes.instant(sight.storedAt()));
        json.put("expires_at", Shapes.bounded(sight.expiresAt()));
        json.put("bytes", sight.bytes());
        return json;
    }
}
