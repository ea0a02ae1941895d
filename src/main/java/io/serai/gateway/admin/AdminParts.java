package io.serai.gateway.admin;

import io.serai.gateway.http.Entrance;
import io.serai.processors.audit.AuditLog;
import io.serai.processors.audit.AuditReader;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.DirectoryStore;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.Subscriptions;
import io.serai.processors.ledger.LedgerReader;
import io.serai.processors.ledger.Reconciler;
import io.serai.processors.ledger.Usages;
import io.serai.processors.limits.LimitStore;
import io.serai.processors.limits.Limits;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the API shows and changes.
 *
 * @param entrance that knows who calls
 * @param store of the directory, which is changed
 * @param directory as calls see it
 * @param rules about who may see which model, as calls see them
 * @param hasher of new keys
 * @param reconciler of the whole ledger
 * @param nodes of the cluster, at the moment
 * @param caches of the routes, at the moment
 */
public record AdminParts(
        Entrance entrance,
        AuditLog audit,
        AuditReader auditReader,
        DirectoryStore store,
        Directory directory,
        Subscriptions rules,
        KeyHasher hasher,
        Callers callers,
        LimitStore limitStore,
        Limits limits,
        Usages usages,
        LedgerReader ledger,
        Reconciler reconciler,
        Published published,
        Supplier<List<Node>> nodes,
        Caches caches,
        Clock clock) {}
