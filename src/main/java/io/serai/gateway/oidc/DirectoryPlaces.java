package io.serai.gateway.oidc;

import io.serai.processors.directory.Application;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Team;
import io.serai.processors.directory.Tenant;
import io.serai.processors.oidc.Places;
import java.util.Optional;

/** The tenants, teams and applications of the directory, by id or by name, as far as they are open. From memory. */
final class DirectoryPlaces implements Places {

    private final Directory directory;

    DirectoryPlaces(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<String> tenant(String idOrName) {
        return directory
                .tenant(idOrName)
                .or(() -> directory.tenantNamed(idOrName))
                .filter(tenant -> tenant.status() == Status.ACTIVE)
                .map(Tenant::id);
    }

    @Override
    public Optional<String> team(String tenant, String idOrName) {
        return directory
                .team(idOrName)
                .or(() -> directory.teamNamed(tenant, idOrName))
                .filter(team -> team.tenant().equals(tenant) && team.status() == Status.ACTIVE)
                .map(Team::id);
    }

    @Override
    public Optional<String> app(String tenant, String idOrName) {
        return directory
                .application(idOrName)
                .or(() -> directory.applicationNamed(tenant, idOrName))
                .filter(app -> app.tenant().equals(tenant) && app.status() == Status.ACTIVE)
                .map(Application::id);
    }

    @Override
    public boolean isHome(String tenant) {
        return tenant.equals(Tenant.HOME);
    }
}
