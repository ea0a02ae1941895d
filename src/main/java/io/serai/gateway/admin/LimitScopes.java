package io.serai.gateway.admin;

import io.serai.processors.identity.Scope;
import io.serai.processors.limits.Dimension;
import io.serai.processors.limits.Limit;

/** Whose limits are: of the team that they are about, or whose application they are about; else of their tenant. */
final class LimitScopes {

    private final Owners owners;

    LimitScopes(Owners owners) {
        this.owners = owners;
    }

    Scope of(Limit limit) {
        if (limit.tenant().isEmpty()) {
            return Scope.PLATFORM;
        }
        String team = limit.scope().values().getOrDefault(Dimension.TEAM, "");
        String application = limit.scope().values().getOrDefault(Dimension.APP, "");
        if (!team.isEmpty() && !team.equals(io.serai.processors.limits.Scope.EACH)) {
            return Scope.of(limit.tenant(), team);
        }
        Scope ofTenant = Scope.ofTenant(limit.tenant());
        return application.isEmpty()
                ? ofTenant
                : owners.ofApplication(application)
                        .filter(scope -> scope.tenant().equals(limit.tenant()))
                        .orElse(ofTenant);
    }
}
