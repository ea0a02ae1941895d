package io.serai.gateway.admin;

import io.serai.gateway.admin.DirectoryResource.Verb;
import io.serai.processors.directory.DirectoryStore;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All that the API has operations about. */
final class AdminResources {

    private static final Set<Verb> ALL = EnumSet.allOf(Verb.class);

    private AdminResources() {}

    static List<AdminOperation> operations(OpenApiDocument document, AdminParts parts) {
        return resources(document, parts)
                .flatMap(resource -> resource.operations().stream())
                .toList();
    }

    private static Stream<AdminResource> resources(OpenApiDocument document, AdminParts parts) {
        DirectoryStore store = parts.store();
        Gifts gifts = new Gifts(store.roles(), store.keys());
        Owners owners = new Owners(store.applications(), store.users(), store.keys());
        LimitScopes scopes = new LimitScopes(owners);
        return Stream.of(
                new DocumentResource(document),
                new DirectoryResource<>(new TenantKind(store.tenants()), ALL),
                new DirectoryResource<>(new TeamKind(store.teams()), ALL),
                new DirectoryResource<>(new ApplicationKind(store.applications()), ALL),
                new DirectoryResource<>(new UserKind(store.users(), gifts), ALL),
                new DirectoryResource<>(
                        new RoleBindingKind(store.roles(), owners), EnumSet.of(Verb.LIST, Verb.CREATE, Verb.DELETE)),
                new KeyResource(store.keys(), owners, gifts, parts.hasher(), new SecureRandom(), parts.clock()),
                new RevokedTokenResource(store.revokedTokens(), parts.clock()),
                new ModelResource(parts.published(), parts.rules()),
                new DirectoryResource<>(new VisibilityKind(store.visibilities()), ALL),
                new SubscriptionResource(store.subscriptions(), owners, parts.directory(), parts.published()),
                new DirectoryResource<>(new NotificationKind(store.targets()), ALL),
                new LimitResource(parts.limitStore(), scopes),
                new BudgetResource(parts.limits(), scopes),
                new UsageResource(parts.usages()),
                new LedgerResource(parts.ledger()),
                new ReconciliationResource(parts.reconciler(), parts.clock()),
                new AuditResource(parts.auditReader()),
                new NodeResource(parts.nodes()),
                new CacheResource(parts.caches(), parts.clock()),
                new EffectiveResource(parts.callers(), parts.published(), parts.rules(), parts.limits()));
    }
}
